package io.crmesh.benchmarks.parts;

import java.time.Duration;
import java.util.Map;

/**
 * The CPU that was taken during a round.
 *
 * @param foreign how many cores others kept busy; NaN where the machine does not say
 */
public record Usage(Map<String, Duration> parts, Duration generator, Duration took, double foreign) {

    private static final double NANOS_IN_MICRO = 1000;

    /** Of one part, in microseconds for each of so many things done. */
    public double microsPer(long count, String part) {
        return parts.getOrDefault(part, Duration.ZERO).toNanos() / NANOS_IN_MICRO / Math.max(1, count);
    }

    /** Of the load generator, its consumer included. */
    public double generatorMicrosPer(long count) {
        return generator.toNanos() / NANOS_IN_MICRO / Math.max(1, count);
    }
}
