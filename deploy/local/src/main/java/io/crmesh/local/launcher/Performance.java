package io.crmesh.local.launcher;

import io.crmesh.local.launcher.Part.Sign.SaysReady;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A part while it is rehearsed, or while what was seen then is made into its cache. */
final class Performance {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Part part;
    private final Process process;
    private volatile boolean saidReady;

    Performance(Part part, Process process, PartLog log) {
        this.part = part;
        this.process = process;
        Thread.ofPlatform().daemon().start(() -> log.record(process.getInputStream(), this::hear));
    }

    private void hear(String line) {
        saidReady |= SaysReady.in(line);
    }

    Part part() {
        return part;
    }

    void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!part.sign().isGiven(saidReady)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("it did not get ready");
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    /** In good order: only then the JVM writes down what it has seen. */
    void end() throws IOException, InterruptedException {
        var _ = process.toHandle().destroy();
        var _ = awaitEnd();
    }

    /** The exit code. */
    int awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("it does not end");
        }
        return process.exitValue();
    }

    void giveUp() {
        process.destroyForcibly();
    }
}
