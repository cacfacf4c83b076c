package io.crmesh.platform.consume;

import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.InTrace;
import io.crmesh.platform.fact.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands a fact to its consumer, live or replayed, the same way: within the trace of the request that caused it, and
 * counted and timed.
 */
class Applying implements InTrace {

    private final FactConsumer consumer;
    private final MeterRegistry meters;
    private final Tracer tracer;
    private final Propagator propagator;
    private final Clock clock;

    Applying(FactConsumer consumer, MeterRegistry meters, Tracer tracer, Propagator propagator, Clock clock) {
        this.consumer = consumer;
        this.meters = meters;
        this.tracer = tracer;
        this.propagator = propagator;
        this.clock = clock;
    }

    String group() {
        return consumer.group();
    }

    FactConsumer consumer() {
        return consumer;
    }

    Outcome apply(Fact fact) {
        var timing = Timer.start(meters);
        var outcome = of(fact, () -> consumer.apply(fact));
        timing.stop(meters.timer("crm.facts.apply", "group", group()));
        count(fact, outcome);
        return outcome;
    }

    /** Facts of one key, at once; no outcomes if the consumer takes them one by one only. */
    List<Outcome> applyAll(List<Fact> facts) {
        var timing = Timer.start(meters);
        var outcomes = consumer.applyAll(facts, this);
        if (!outcomes.isEmpty()) {
            timing.stop(meters.timer("crm.facts.apply", "group", group()));
        }
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) != Outcome.GAP) { // those come again
                count(facts.get(i), outcomes.get(i));
            }
        }
        return outcomes;
    }

    @Override
    public <T> T of(Fact fact, Supplier<T> work) {
        var span = propagator
                .extract(fact, Applying::header)
                .name("apply " + fact.type())
                .tag("group", group())
                .tag("fact", fact.id())
                .start();
        try (var _ = tracer.withSpan(span)) {
            return work.get();
        } finally {
            span.end();
        }
    }

    private void count(Fact fact, Outcome outcome) {
        count(outcome.name().toLowerCase(Locale.ROOT));
        if (outcome == Outcome.APPLIED) {
            age(fact);
        }
    }

    private static @Nullable String header(Fact fact, String name) {
        return name.equals("traceparent") ? fact.traceparent() : null;
    }

    void count(String outcome) {
        meters.counter("crm.facts", "group", group(), "outcome", outcome).increment();
    }

    private void age(Fact fact) {
        var now = clock.instant();
        age("recorded", fact.recordedAt(), now);
        age("occurred", fact.occurredAt(), now);
    }

    private void age(String since, Instant then, Instant now) {
        var age = Duration.between(then, now);
        meters.timer("crm.facts.age", "group", group(), "since", since).record(age.isNegative() ? Duration.ZERO : age);
    }
}
