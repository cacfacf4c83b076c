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

    private final Timer publishing;
    private final Timer settling;
    private final Timer age;
    private final Counter facts;
    private final Clock clock;
    private volatile double meanPublishing;
    private volatile double meanSettling;

    RelayMetrics(MeterRegistry registry, Clock clock) {
        this.publishing = Timer.builder("crm.relay.publishing")
                .description("Time from taking a batch of aggregates to having published it")
                .register(registry);
        this.settling = Timer.builder("crm.relay.settling")
                .description("Time that history and trims of a batch of aggregates take")
                .register(registry);
        this.age = Timer.builder("crm.relay.published")
                .description("Time from recording a fact to its being published")
                .publishPercentileHistogram()
                .register(registry);
        this.facts = Counter.builder("crm.relay.facts")
                .description("Facts that were published, repeats included")
                .register(registry);
        this.clock = clock;
    }

    void published(List<Debt> debts, long nanos) {
        publishing.record(nanos, TimeUnit.NANOSECONDS);
        meanPublishing = mean(meanPublishing, nanos);
        var now = clock.instant();
        for (var debt : debts) {
            for (var fact : debt.image().pending().facts()) {
                facts.increment();
                age.record(Duration.between(fact.recordedAt(), now));
            }
        }
    }

    void settled(long nanos) {
        settling.record(nanos, TimeUnit.NANOSECONDS);
        meanSettling = mean(meanSettling, nanos);
    }

    private static double mean(double before, long nanos) {
        return before == 0 ? nanos : before * (1 - WEIGHT) + nanos * WEIGHT;
    }

    /** From taking a batch to having let go of it. */
    Duration meanBatch() {
        return Duration.ofNanos((long) (meanPublishing + meanSettling));
    }
}
