package io.crmesh.local.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the start-up caches that are missing, one after the other and with what the machine has to spare: a program is
 * run until it is ready or could be, and what the JVM learned is kept for its next start. That takes minutes less than
 * nobody waits for, so a training that fails only leaves the next start as slow as this one.
 */
final class CacheTraining {

    private static final int PATIENCE_SECONDS = 180;

    private final List<Part> parts;
    private final Installation installation;
    private volatile boolean stopping;
    private volatile @Nullable Process current;

    CacheTraining(List<Part> parts, Installation installation) {
        this.parts = parts;
        this.installation = installation;
    }

    void startInTheBackground() {
        Thread.ofPlatform().daemon().name("cache-training").start(this::trainAll);
    }

    void trainAll() {
        var log = new PartLog(installation.log("start-caches"));
        for (var part : parts) {
            part.cache().filter(cache -> Files.notExists(cache.file())).ifPresent(cache -> train(part, cache, log));
        }
    }

    private void train(Part part, StartCache cache, PartLog log) {
        try {
            log.write("Making the start-up cache of " + part.name());
            Files.createDirectories(cache.scratch());
            run(recording(cache), part.environment(), log);
            run(making(part, cache), Map.of(), log);
            Files.move(cache.draft(), cache.file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            log.write("No start-up cache for " + part.name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            removeTraces(cache, log);
        }
    }

    private static void removeTraces(StartCache cache, PartLog log) {
        try {
            for (var trace : List.of(cache.notes(), cache.draft(), cache.scratch())) {
                Programs.delete(trace);
            }
        } catch (IOException | UncheckedIOException e) {
            log.write("(Something of it stays: " + e.getMessage() + ")");
        }
    }

    private static List<String> recording(StartCache cache) {
        return with(cache.rehearsal(), "-XX:AOTMode=record", "-XX:AOTConfiguration=" + cache.notes());
    }

    private static List<String> making(Part part, StartCache cache) {
        var notes = "-XX:AOTConfiguration=" + cache.notes();
        return with(part.command(), "-XX:AOTMode=create", notes, "-XX:AOTCache=" + cache.draft());
    }

    private static List<String> with(List<String> command, String... options) {
        var nice = new ArrayList<>(List.of("nice", "-n", "19"));
        nice.addAll(command);
        nice.addAll(4, List.of(options));
        return nice;
    }

    /** Runs it to its end, which comes by itself or, for what says that it is ready, by being told so. */
    private void run(List<String> command, Map<String, String> environment, PartLog log)
            throws IOException, InterruptedException {
        var process = launch(command, environment);
        var told = new AtomicBoolean();
        Consumer<String> director = line -> {
            if (Part.Sign.SaysReady.in(line)) {
                told.set(true);
                var _ = process.toHandle().destroy();
            }
        };
        Thread.ofPlatform().daemon().start(() -> log.record(process.getInputStream(), director));
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("it does not end");
        }
        if (process.exitValue() != 0 && !told.get()) {
            throw new IOException("it ended with exit code " + process.exitValue());
        }
    }

    private synchronized Process launch(List<String> command, Map<String, String> environment) throws IOException {
        if (stopping) {
            throw new IOException("the installation is being stopped");
        }
        var process = Child.start(command, environment);
        Child.watch(process);
        current = process;
        return process;
    }

    synchronized void stop() {
        stopping = true;
        if (current != null) {
            var _ = current.destroyForcibly();
        }
    }
}
