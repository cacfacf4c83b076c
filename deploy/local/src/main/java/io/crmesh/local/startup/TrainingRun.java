package io.crmesh.local.startup;

import io.crmesh.local.supervision.Part;
import io.crmesh.local.supervision.Part.ReadinessProbe.ReadyLine;
import io.crmesh.local.supervision.PartLog;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Process that makes an AOT cache: a part in its training run, or the JVM that assembles the cache afterwards. */
final class TrainingRun {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final Part part;
    private final Process process;
    private volatile boolean sawReadyLine;

    TrainingRun(Part part, Process process, PartLog log) {
        this.part = part;
        this.process = process;
        Thread.ofPlatform().daemon().start(() -> log.record(process.getInputStream(), this::readLine));
    }

    private void readLine(String line) {
        sawReadyLine |= ReadyLine.matches(line);
    }

    Part part() {
        return part;
    }

    void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!part.probe().succeeds(sawReadyLine)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("it did not get ready");
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }

    /** Stops the process in order, because only then the JVM writes the AOT configuration. */
    void stop() throws IOException, InterruptedException {
        var _ = process.toHandle().destroy();
        var _ = awaitEnd();
    }

    /** Waits for the end of the process; returns its exit code. */
    int awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("it does not end");
        }
        return process.exitValue();
    }

    void kill() {
        process.destroyForcibly();
    }
}
