package io.crmesh.platform.consume;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Retry backoff for events that fail for an unknown reason: bounded tries, and no wait beyond the end of the listener.
 */
public class RetryBackoff {

    private static final long STEP_MILLIS = 50;

    private final ConsumeSettings settings;
    private final BooleanSupplier running;

    public RetryBackoff(ConsumeSettings settings, BooleanSupplier running) {
        this.settings = settings;
        this.running = running;
    }

    public boolean isExhausted(int tries) {
        return tries >= settings.tries();
    }

    /** Waits before the next try. */
    public void await(int tries) throws InterruptedException {
        var end = System.nanoTime() + settings.backoff(tries).toNanos();
        while (System.nanoTime() < end) {
            if (!running.getAsBoolean()) {
                throw new Outage(new InterruptedException("The listener stops"));
            }
            Thread.sleep(Duration.ofMillis(STEP_MILLIS));
        }
    }
}
