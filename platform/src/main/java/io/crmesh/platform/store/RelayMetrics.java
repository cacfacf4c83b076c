package io.crmesh.platform.store;

import io.crmesh.platform.store.Relay.Debt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How fast debts are paid. The sweeper waits several times as long before it takes one for forgotten. */
final class RelayMetrics {

    private static final double WEIGHT = 0.1;

    private final Timer batches;
    private final Timer age;
    private final Counter facts;
    private final Clock clock;
    private volatile double meanNanos;

    RelayMetrics(MeterRegistry registry, Clock clock) {
        this.batches = Timer.builder("crm.relay.batch")
                .description("Time from taking a batch of aggregates to having trimmed it")
                .register(registry);
        this.age = Timer.builder("crm.relay.published")
                .description("Time from recording a fact to its being published and in history")
                .publishPercentileHistogram()
                .register(registry);
        this.facts = Counter.builder("crm.relay.facts")
                .description("Facts that were settled, repeats included")
                .register(registry);
        this.clock = clock;
    }

    void paid(List<Debt> settled, long nanos) {
        batches.record(nanos, TimeUnit.NANOSECONDS);
        meanNanos = meanNanos == 0 ? nanos : meanNanos * (1 - WEIGHT) + nanos * WEIGHT;
        var now = clock.instant();
        for (var debt : settled) {
            for (var fact : debt.image().pending().facts()) {
                facts.increment();
                age.record(Duration.between(fact.recordedAt(), now));
            }
        }
    }

    Duration meanBatch() {
        return Duration.ofNanos((long) meanNanos);
    }
}
