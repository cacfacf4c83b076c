package io.crmesh.platform.consume;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How often and how long a fact that fails for an unknown reason is tried; not beyond the end of its listener. */
class Patience {

    private static final long STEP_MILLIS = 50;

    private final ConsumeSettings settings;
    private final BooleanSupplier running;

    Patience(ConsumeSettings settings, BooleanSupplier running) {
        this.settings = settings;
        this.running = running;
    }

    boolean isSpent(int tries) {
        return tries >= settings.tries();
    }

    /** Waits before the next try. */
    void rest(int tries) throws InterruptedException {
        var end = System.nanoTime() + settings.pause(tries).toNanos();
        while (System.nanoTime() < end) {
            if (!running.getAsBoolean()) {
                throw new Outage(new InterruptedException("The listener stops"));
            }
            Thread.sleep(Duration.ofMillis(STEP_MILLIS));
        }
    }
}
