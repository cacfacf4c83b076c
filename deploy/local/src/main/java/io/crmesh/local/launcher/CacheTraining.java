package io.crmesh.local.launcher;

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
 * Makes the start-up caches that are missing, with what the machine has to spare: in a rehearsal each part is run until
 * it is ready, and what the JVM learned is kept for its next start. That takes minutes that nobody waits for, so a
 * training that fails only leaves the next start as slow as this one.
 */
final class CacheTraining {

    private final Installation installation;
    private final Ports ports;
    private final List<Part> parts;
    private final PartLog log;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    CacheTraining(Installation installation, Ports ports, List<Part> parts) {
        this.installation = installation;
        this.ports = ports;
        this.parts = parts;
        this.log = new PartLog(installation.log("start-caches"));
    }

    void startInTheBackground() {
        Thread.ofPlatform().daemon().name("cache-training").start(this::trainAll);
    }

    private void trainAll() {
        var missing = parts.stream()
                .flatMap(part -> part.cache().stream())
                .filter(cache -> Files.notExists(cache.file()))
                .collect(Collectors.toSet());
        if (missing.isEmpty()) {
            return;
        }
        try {
            var rehearsal = Rehearsal.of(installation, ports, parts);
            try {
                rehearse(rehearsal, missing);
            } finally {
                endAll();
                Programs.delete(rehearsal.data());
            }
        } catch (IOException | UncheckedIOException | Trouble e) {
            log.write("Start-up caches are missing: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The stage is up all the while, and so sees the most of how it is used. */
    private void rehearse(Rehearsal rehearsal, Set<StartCache> missing) throws IOException, InterruptedException {
        var stage = new ArrayList<Performance>();
        for (var part : rehearsal.stage()) {
            stage.add(begin(part, missing));
        }
        for (var performance : stage) {
            performance.awaitReady();
        }
        for (var service : rehearsal.services()) {
            if (service.cache().filter(missing::contains).isPresent()) {
                train(service, missing);
            }
        }
        for (var performance : stage) {
            finish(performance, missing);
        }
    }

    private void train(Part part, Set<StartCache> missing) throws IOException, InterruptedException {
        var performance = begin(part, missing);
        try {
            performance.awaitReady();
            finish(performance, missing);
        } catch (IOException e) {
            performance.giveUp();
            lacks(part, e);
        }
    }

    /** Recorded if its cache is missing. */
    private Performance begin(Part part, Set<StartCache> missing) throws IOException {
        var options = part.cache()
                .filter(missing::contains)
                .map(cache -> List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + cache.notes()))
                .orElse(List.of());
        return new Performance(part, launch(with(part.command(), options), part.environment()), log);
    }

    /** The others get theirs even if this one does not. */
    private void finish(Performance performance, Set<StartCache> missing) throws InterruptedException {
        var part = performance.part();
        try {
            performance.end();
            var cache = part.cache().filter(missing::contains);
            if (cache.isPresent()) {
                make(part, cache.get());
            }
        } catch (IOException e) {
            lacks(part, e);
        }
    }

    private void lacks(Part part, IOException reason) {
        log.write("No start-up cache for %s: %s".formatted(part.name(), reason.getMessage()));
    }

    private void make(Part part, StartCache cache) throws IOException, InterruptedException {
        log.write("Making the start-up cache of " + part.name());
        var options =
                List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + cache.notes(), "-XX:AOTCache=" + cache.draft());
        try {
            var maker = new Performance(part, launch(with(part.command(), options), Map.of()), log);
            int code = maker.awaitEnd();
            if (code != 0) {
                throw new IOException("it ended with exit code " + code);
            }
            Files.move(cache.draft(), cache.file(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            for (var trace : List.of(cache.notes(), cache.draft())) {
                Files.deleteIfExists(trace);
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
        var process = Child.start(command, environment);
        Child.watch(process);
        running.add(process);
        var _ = process.onExit().thenAccept(running::remove);
        return process;
    }

    private void endAll() {
        running.forEach(Process::destroyForcibly);
    }

    synchronized void stop() {
        stopping = true;
        endAll();
    }
}
