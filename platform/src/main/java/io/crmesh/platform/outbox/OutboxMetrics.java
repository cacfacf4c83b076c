package io.crmesh.platform.outbox;

import io.crmesh.platform.outbox.OutboxRelay.OutboxItem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Metrics of the outbox relay. The sweeper derives from them how long an entry must be pending before it counts as
 * forgotten.
 */
public final class OutboxMetrics {

    private static final double WEIGHT = 0.1;

    private final Timer publishing;
    private final Timer archiving;
    private final Timer age;
    private final Counter events;
    private final Clock clock;
    private volatile double meanPublishing;
    private volatile double meanArchiving;

    public OutboxMetrics(MeterRegistry registry, Clock clock) {
        this.publishing = Timer.builder("crm.outbox.publishing")
                .description("Time from taking a batch of aggregates to having published it")
                .register(registry);
        this.archiving = Timer.builder("crm.outbox.archiving")
                .description("Time that history and trims of a batch of aggregates take")
                .register(registry);
        this.age = Timer.builder("crm.outbox.published")
                .description("Time from recording an event to its being published")
                .publishPercentileHistogram()
                .register(registry);
        this.events = Counter.builder("crm.outbox.events")
                .description("Events that were published, repeats included")
                .register(registry);
        this.clock = clock;
    }

    void published(List<OutboxItem> batch, long nanos) {
        publishing.record(nanos, TimeUnit.NANOSECONDS);
        meanPublishing = mean(meanPublishing, nanos);
        var now = clock.instant();
        for (var item : batch) {
            for (var event : item.snapshot().pending().events()) {
                events.increment();
                age.record(Duration.between(event.times().recordedAt(), now));
            }
        }
    }

    void archived(long nanos) {
        archiving.record(nanos, TimeUnit.NANOSECONDS);
        meanArchiving = mean(meanArchiving, nanos);
    }

    private static double mean(double before, long nanos) {
        return before == 0 ? nanos : before * (1 - WEIGHT) + nanos * WEIGHT;
    }

    /** The mean time from taking a batch to having trimmed it. */
    public Duration meanBatch() {
        return Duration.ofNanos((long) (meanPublishing + meanArchiving));
    }
}
