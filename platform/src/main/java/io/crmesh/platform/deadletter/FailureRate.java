package io.crmesh.platform.deadletter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Failure rate of each partition within ten minutes: a few bad events are poison, more than one in a hundred is a bug
 * or an outage.
 */
public class FailureRate {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int HANDLED_PER_FAILURE = 100;

    private record Window(Instant since, long handled, long failed) {}

    private final Map<TopicPartition, Window> windows = new ConcurrentHashMap<>();
    private final int toleratedFailures;
    private final Clock clock;

    public FailureRate(int toleratedFailures, Clock clock) {
        this.toleratedFailures = toleratedFailures;
        this.clock = clock;
    }

    public void handled(TopicPartition partition) {
        var _ = add(partition, 1, 0);
    }

    /** Counts one more failure, unless that makes too many. */
    public void failed(TopicPartition partition) {
        var window = add(partition, 0, 1);
        if (window.failed() > toleratedFailures && window.failed() * HANDLED_PER_FAILURE > window.handled()) {
            var _ = add(partition, 0, -1);
            throw new TooManyDeadLetters(
                    partition, window.failed() + " of " + window.handled() + " records failed within ten minutes");
        }
    }

    private Window add(TopicPartition partition, int handled, int failed) {
        var now = clock.instant();
        return windows.merge(
                partition,
                new Window(now, handled, failed),
                (old, more) -> old.since().isBefore(now.minus(WINDOW))
                        ? more
                        : new Window(old.since(), old.handled() + handled, old.failed() + failed));
    }
}
