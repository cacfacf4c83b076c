package io.crmesh.platform.consume;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of the consumers, {@code crm.kafka}.
 *
 * @param groupProtocol {@code consumer}, or {@code classic} for brokers older than 4.0
 * @param replication replicas of the topics that the service creates
 * @param concurrency consumers per group in this process
 * @param concurrentKeys how many keys (customers) of one batch are processed at the same time
 * @param firstBackoff wait before the second try; doubles up to {@code longestBackoff}
 * @param tries of an event that fails for an unknown reason, before it becomes a dead letter
 * @param deadLettersPerAggregate dead letters of one aggregate above which its partition pauses
 * @param toleratedFailures failures of a partition within ten minutes up to which the limit of one per cent is not
 *     applied
 * @param askOwnerAfter how long an event waits for another aggregate's event that it rests on, before that one is fetched
 *     from its owner; most arrive by themselves
 * @param waitAtMost how long it waits for one that its owner does not have, before it becomes a dead letter; while the owner
 *     does not answer, it waits on
 */
@Validated
@ConfigurationProperties("crm.kafka")
public record ConsumeSettings(
        @DefaultValue("consumer") @Pattern(regexp = "consumer|classic")
        String groupProtocol,

        @DefaultValue("1") @Min(1) short replication,
        @DefaultValue("2") @Min(1) int concurrency,
        @DefaultValue("64") @Min(1) int concurrentKeys,
        @DefaultValue("200ms") Duration firstBackoff,
        @DefaultValue("30s") Duration longestBackoff,
        @DefaultValue("5") @Min(1) int tries,
        @DefaultValue("1000") @Min(1) int deadLettersPerAggregate,
        @DefaultValue("100") @Min(1) int toleratedFailures,
        @DefaultValue("2s") Duration askOwnerAfter,
        @DefaultValue("30s") Duration waitAtMost) {

    /** The n-th wait, from 1 on. */
    public Duration backoff(int n) {
        var doubled = firstBackoff.multipliedBy(1L << Math.min(n - 1, 20));
        return doubled.compareTo(longestBackoff) < 0 ? doubled : longestBackoff;
    }
}
