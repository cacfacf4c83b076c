package io.crmesh.platform.consume;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** How much of what a partition brought failed lately: a few bad facts are poison, one in a hundred is a bug or an outage. */
class Traffic {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int PARKED_PER_HANDLED = 100;

    private record Window(Instant since, long handled, long parked) {}

    private final Map<TopicPartition, Window> windows = new ConcurrentHashMap<>();
    private final int parkedAtLeast;
    private final Clock clock;

    Traffic(int parkedAtLeast, Clock clock) {
        this.parkedAtLeast = parkedAtLeast;
        this.clock = clock;
    }

    void handled(TopicPartition partition) {
        var _ = add(partition, 1, 0);
    }

    /** Counts one more that fails, unless that makes too many. */
    void failed(TopicPartition partition) {
        var window = add(partition, 0, 1);
        if (window.parked() > parkedAtLeast && window.parked() * PARKED_PER_HANDLED > window.handled()) {
            var _ = add(partition, 0, -1);
            throw new TooManyParked(
                    partition, window.parked() + " of " + window.handled() + " records failed within ten minutes");
        }
    }

    private Window add(TopicPartition partition, int handled, int parked) {
        var now = clock.instant();
        return windows.merge(
                partition,
                new Window(now, handled, parked),
                (old, more) -> old.since().isBefore(now.minus(WINDOW))
                        ? more
                        : new Window(old.since(), old.handled() + handled, old.parked() + parked));
    }
}
