package io.crmesh.benchmarks.contest;

import java.time.Duration;

/**
 * Size of a run.
 *
 * @param warm number of orders that a subject takes before the first round that counts
 * @param longestWarming limit of the time that warming up may take
 * @param flat duration of a round at full load
 * @param steady duration of a round at a steady rate
 * @param imported number of records that a round imports
 */
public record RunSize(
        int customers,
        int warm,
        Duration longestWarming,
        int rounds,
        Duration flat,
        Duration steady,
        int events,
        int imported) {

    public static final RunSize FULL = new RunSize(
            1000, 60_000, Duration.ofSeconds(150), 4, Duration.ofSeconds(10), Duration.ofSeconds(15), 40_000, 10_000);

    /** Enough to see that a benchmark works; its figures mean nothing. */
    public static final RunSize SMOKE =
            new RunSize(20, 200, Duration.ofSeconds(5), 2, Duration.ofSeconds(1), Duration.ofSeconds(1), 200, 100);
}
