package io.crmesh.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the start-up caches that are missing, one after the other and with what the machine has to spare: a service is
 * run until its context is complete, and what the JVM learned is kept for its next start. That takes minutes less than
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
            part.cache().filter(Files::notExists).ifPresent(cache -> train(part, cache, log));
        }
    }

    private void train(Part part, Path cache, PartLog log) {
        var notes = cache.resolveSibling(cache.getFileName() + ".notes");
        var draft = cache.resolveSibling(cache.getFileName() + ".new");
        try {
            log.write("Making the start-up cache of " + part.name());
            if (run(recording(part, notes), part.environment(), log)
                    && run(making(part, notes, draft), Map.of(), log)) {
                Files.move(draft, cache, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(notes);
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            log.write("No start-up cache for " + part.name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> recording(Part part, Path notes) {
        return with(part, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + notes, "-Dspring.context.exit=onRefresh");
    }

    private static List<String> making(Part part, Path notes, Path draft) {
        return with(part, "-XX:AOTMode=create", "-XX:AOTConfiguration=" + notes, "-XX:AOTCache=" + draft);
    }

    private static List<String> with(Part part, String... options) {
        var command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(part.command());
        command.addAll(4, List.of(options));
        return command;
    }

    private boolean run(List<String> command, Map<String, String> environment, PartLog log)
            throws IOException, InterruptedException {
        var process = launch(command, environment);
        log.record(process.getInputStream(), _ -> {});
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        return ended && process.exitValue() == 0;
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
