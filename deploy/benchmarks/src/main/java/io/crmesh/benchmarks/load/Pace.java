package io.crmesh.benchmarks.load;

import java.util.concurrent.locks.LockSupport;

/** When the next request goes out. */
public sealed interface Pace {

    /** As soon as the connection is free: shows how much is possible. */
    record Flat() implements Pace {}

    /** By a schedule that does not wait for answers: shows how long one waits. */
    record Steady(double perSecond) implements Pace {}

    /** How a pace is kept in one run. */
    @FunctionalInterface
    interface Kept {
        /** Waits until the request of this number may start, and answers when it was meant to. */
        long await(long number);
    }

    default Kept from(long begin) {
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
