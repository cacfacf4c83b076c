package io.crmesh.benchmarks;

import java.time.Duration;

/**
 * How much is done.
 *
 * @param warm how many orders a subject has taken before the first round that counts
 * @param longestWarming when that is not waited for any longer
 * @param flat how long a round at full load takes
 * @param steady how long a round at a steady rate takes
 * @param imported how many records come from another system in a round
 */
public record Extent(
        int customers,
        int warm,
        Duration longestWarming,
        int rounds,
        Duration flat,
        Duration steady,
        int facts,
        int imported) {

    static final Extent FULL = new Extent(
            1000, 60_000, Duration.ofSeconds(150), 4, Duration.ofSeconds(10), Duration.ofSeconds(15), 40_000, 10_000);

    /** Enough to see that it works; the figures mean nothing. */
    static final Extent SMOKE =
            new Extent(20, 200, Duration.ofSeconds(5), 2, Duration.ofSeconds(1), Duration.ofSeconds(1), 200, 100);
}
