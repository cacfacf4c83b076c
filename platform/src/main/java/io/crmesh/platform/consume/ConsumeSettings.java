package io.crmesh.platform.consume;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How facts are consumed.
 *
 * @param groupProtocol {@code consumer}, or {@code classic} for brokers older than 4.0
 * @param replication of topics that are made because they are missing
 * @param concurrency consumers per group in this process
 * @param keysAtOnce how many customers' facts of one batch are applied side by side
 * @param firstPause between tries; doubles up to {@code longestPause}
 * @param tries of a fact that fails for an unknown reason, before it is parked
 * @param rowsOfOneAggregate parked rows of one aggregate above which its partition pauses
 * @param parkedAtLeast failures within ten minutes below which the rule of one per cent does not count
 */
@Validated
@ConfigurationProperties("crm.kafka")
public record ConsumeSettings(
        @DefaultValue("consumer") @Pattern(regexp = "consumer|classic")
        String groupProtocol,

        @DefaultValue("1") @Min(1) short replication,
        @DefaultValue("2") @Min(1) int concurrency,
        @DefaultValue("64") @Min(1) int keysAtOnce,
        @DefaultValue("200ms") Duration firstPause,
        @DefaultValue("30s") Duration longestPause,
        @DefaultValue("5") @Min(1) int tries,
        @DefaultValue("1000") @Min(1) int rowsOfOneAggregate,
        @DefaultValue("100") @Min(1) int parkedAtLeast) {

    /** The n-th pause, from 1 on. */
    Duration pause(int n) {
        var doubled = firstPause.multipliedBy(1L << Math.min(n - 1, 20));
        return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
    }
}
