package io.crmesh.benchmarks.parts;

import java.time.Duration;
import java.util.Map;

/**
 * CPU usage during a round.
 *
 * @param foreign number of cores that other processes used; NaN if it is unknown
 */
public record Usage(Map<String, Duration> parts, Duration generator, Duration took, double foreign) {

    private static final double NANOS_IN_MICRO = 1000;

    /** CPU of one part per operation, in microseconds. */
    public double microsPer(long count, String part) {
        return parts.getOrDefault(part, Duration.ZERO).toNanos() / NANOS_IN_MICRO / Math.max(1, count);
    }

    /** CPU of the load generator and its consumer per operation. */
    public double generatorMicrosPer(long count) {
        return generator.toNanos() / NANOS_IN_MICRO / Math.max(1, count);
    }
}
