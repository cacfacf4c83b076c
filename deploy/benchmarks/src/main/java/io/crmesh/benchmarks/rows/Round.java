package io.crmesh.benchmarks.rows;

import io.crmesh.benchmarks.load.Tally;
import io.crmesh.benchmarks.parts.Usage;

/**
 * What one subject did in one round.
 *
 * @param delivered what arrived, the backlog after the load included
 * @param deliveredPerSecond from the first request to the last arrival
 */
record Round(Tally tally, long delivered, double deliveredPerSecond, Usage usage) {

    /** Of all that a part of the subject's own path took. */
    double micros(String part) {
        return usage.microsPer(tally.successes(), part);
    }

    boolean isWhole() {
        return tally.failures() == 0 && delivered == tally.successes();
    }
}
