package io.crmesh.platform.consume;

import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.InTrace;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Hands a fact to its consumer, live or replayed, the same way: within the trace of the request that caused it, and
 * counted and timed.
 */
class Applying implements InTrace {

    private final FactConsumer consumer;
    private final MeterRegistry meters;
    private final Traces traces;
    private final Clock clock;

    Applying(FactConsumer consumer, MeterRegistry meters, Traces traces, Clock clock) {
        this.consumer = consumer;
        this.meters = meters;
        this.traces = traces;
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
        var tags = Map.of("group", group(), "fact", fact.id());
        return traces.follow(fact.traceparent(), "apply " + fact.type(), tags, work);
    }

    private void count(Fact fact, Outcome outcome) {
        count(outcome.name().toLowerCase(Locale.ROOT));
        if (outcome == Outcome.APPLIED) {
            age(fact);
        }
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
