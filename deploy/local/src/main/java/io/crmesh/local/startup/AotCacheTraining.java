package io.crmesh.local.startup;

import io.crmesh.local.installation.CommandFailure;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.installation.Ports;
import io.crmesh.local.supervision.AotCache;
import io.crmesh.local.supervision.ChildProcess;
import io.crmesh.local.supervision.Part;
import io.crmesh.local.supervision.PartLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Background job that makes the missing AOT caches at low priority: each part runs until it is ready, and its JVM
 * records the cache for later starts. No start waits for it, so a failure only leaves the next start as slow as this
 * one.
 */
public final class AotCacheTraining {

    private final Installation installation;
    private final Ports ports;
    private final List<Part> parts;
    private final PartLog log;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    public AotCacheTraining(Installation installation, Ports ports, List<Part> parts) {
        this.installation = installation;
        this.ports = ports;
        this.parts = parts;
        this.log = new PartLog(installation.log("start-caches"));
    }

    public void start() {
        Thread.ofPlatform().daemon().name("cache-training").start(this::run);
    }

    private void run() {
        var missing = parts.stream()
                .flatMap(part -> part.aotCache().stream())
                .filter(cache -> Files.notExists(cache.file()))
                .collect(Collectors.toSet());
        if (missing.isEmpty()) {
            return;
        }
        try {
            var training = TrainingInstallation.of(installation, ports, parts);
            try {
                trainAll(training, missing);
            } finally {
                killAll();
                UnpackedServices.delete(training.data());
            }
        } catch (IOException | UncheckedIOException | CommandFailure e) {
            log.write("Start-up caches are missing: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The infrastructure runs until all services are trained, and so records the most of its use. */
    private void trainAll(TrainingInstallation training, Set<AotCache> missing)
            throws IOException, InterruptedException {
        var infrastructure = new ArrayList<TrainingRun>();
        for (var part : training.infrastructure()) {
            infrastructure.add(start(part, missing));
        }
        for (var run : infrastructure) {
            run.awaitReady();
        }
        for (var service : training.services()) {
            if (service.aotCache().filter(missing::contains).isPresent()) {
                train(service, missing);
            }
        }
        for (var run : infrastructure) {
            finish(run, missing);
        }
    }

    private void train(Part part, Set<AotCache> missing) throws IOException, InterruptedException {
        var run = start(part, missing);
        try {
            run.awaitReady();
            finish(run, missing);
        } catch (IOException e) {
            run.kill();
            logFailure(part, e);
        }
    }

    /** Starts a part, and records its AOT configuration if its cache is missing. */
    private TrainingRun start(Part part, Set<AotCache> missing) throws IOException {
        var options = part.aotCache()
                .filter(missing::contains)
                .map(cache -> List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + cache.configuration()))
                .orElse(List.of());
        return new TrainingRun(part, launch(with(part.command(), options), part.environment()), log);
    }

    /** A failure is logged, so that the other parts still get their caches. */
    private void finish(TrainingRun run, Set<AotCache> missing) throws InterruptedException {
        var part = run.part();
        try {
            run.stop();
            var cache = part.aotCache().filter(missing::contains);
            if (cache.isPresent()) {
                assemble(part, cache.get());
            }
        } catch (IOException e) {
            logFailure(part, e);
        }
    }

    private void logFailure(Part part, IOException reason) {
        log.write("No start-up cache for %s: %s".formatted(part.name(), reason.getMessage()));
    }

    private void assemble(Part part, AotCache cache) throws IOException, InterruptedException {
        log.write("Making the start-up cache of " + part.name());
        var options = List.of(
                "-XX:AOTMode=create", "-XX:AOTConfiguration=" + cache.configuration(), "-XX:AOTCache=" + cache.draft());
        try {
            var assembly = new TrainingRun(part, launch(with(part.command(), options), Map.of()), log);
            int code = assembly.awaitEnd();
            if (code != 0) {
                throw new IOException("it ended with exit code " + code);
            }
            Files.move(cache.draft(), cache.file(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            for (var file : List.of(cache.configuration(), cache.draft())) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static List<String> with(List<String> command, List<String> options) {
        var nice = new ArrayList<>(List.of("nice", "-n", "19"));
        nice.addAll(command);
        nice.addAll(4, options);
        return nice;
    }

    private synchronized Process launch(List<String> command, Map<String, String> environment) throws IOException {
        if (stopping) {
            throw new IOException("the installation is being stopped");
        }
        var process = ChildProcess.start(command, environment);
        ChildProcess.watch(process);
        running.add(process);
        var _ = process.onExit().thenAccept(running::remove);
        return process;
    }

    private void killAll() {
        running.forEach(Process::destroyForcibly);
    }

    public synchronized void stop() {
        stopping = true;
        killAll();
    }
}
