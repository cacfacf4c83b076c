package io.crmesh.platform.consume;

import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hands a fact to its consumer, live or replayed, the same way: within the trace of the request that caused it, and
 * counted and timed.
 */
class Applying {

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
        var span = propagator
                .extract(fact, Applying::header)
                .name("apply " + fact.type())
                .tag("group", group())
                .tag("fact", fact.id())
                .start();
        var timing = Timer.start(meters);
        try (var _ = tracer.withSpan(span)) {
            var outcome = consumer.apply(fact);
            timing.stop(meters.timer("crm.facts.apply", "group", group()));
            count(outcome.name().toLowerCase(Locale.ROOT));
            if (outcome == Outcome.APPLIED) {
                age(fact);
            }
            return outcome;
        } finally {
            span.end();
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
