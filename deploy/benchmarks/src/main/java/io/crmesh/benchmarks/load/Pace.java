package io.crmesh.benchmarks.load;

import java.util.concurrent.locks.LockSupport;

/** Pace of a load: decides when the next request starts. */
public sealed interface Pace {

    /** Closed loop: starts as soon as the connection is free, which shows the throughput. */
    record Flat() implements Pace {}

    /** Open loop: follows a schedule that does not wait for answers, which shows the latency. */
    record Steady(double perSecond) implements Pace {}

    /** Clock of one run that keeps the pace. */
    @FunctionalInterface
    interface PaceClock {
        /** Waits until the request of this number may start, and returns when it was meant to start. */
        long await(long number);
    }

    default PaceClock from(long begin) {
        return switch (this) {
            case Flat _ -> _ -> System.nanoTime();
            case Steady(var perSecond) -> {
                var schedule = new Schedule(begin, perSecond);
                yield number -> awaited(schedule.intended(number));
            }
        };
    }

    private static long awaited(long intended) {
        for (long left = intended - System.nanoTime(); left > 0; left = intended - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return intended;
    }
}
