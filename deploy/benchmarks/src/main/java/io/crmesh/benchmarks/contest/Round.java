package io.crmesh.benchmarks.contest;

import io.crmesh.benchmarks.load.LoadResult;
import io.crmesh.benchmarks.parts.Usage;

/**
 * Result of one round of one subject.
 *
 * @param delivered number of events that arrived, including the backlog after the load
 * @param deliveredPerSecond from the first request to the last arrival
 */
public record Round(LoadResult result, long delivered, double deliveredPerSecond, Usage usage) {

    /** CPU of a part per order, in microseconds. */
    public double micros(String part) {
        return usage.microsPer(result.successes(), part);
    }

    boolean isWhole() {
        return result.failures() == 0 && delivered == result.successes();
    }
}
