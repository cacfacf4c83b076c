package io.crmesh.local.launcher;

import io.crmesh.local.launcher.Part.Sign.Answers;
import io.crmesh.local.launcher.Part.Sign.Obeys;
import io.crmesh.local.launcher.Part.Sign.SaysReady;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A part while it is rehearsed. */
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
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("its rehearsal did not get ready");
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private boolean isReady() {
        return switch (part.sign()) {
            case SaysReady() -> saidReady;
            case Answers answers -> answers.isGiven();
            case Obeys(var order) -> order.obeyed();
        };
    }

    /** In good order: only then the JVM writes down what it has seen. */
    void end() throws IOException, InterruptedException {
        var _ = process.toHandle().destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("its rehearsal does not end");
        }
    }
}
