package io.crmesh.platform.consume;

import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.event.InTrace;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
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
 * Invoker of one event consumer, for live and replayed events alike: within the trace of the request that caused the
 * event, counted and timed.
 */
public class ConsumerInvoker implements InTrace {

    /** The timer of how old events are when they have been applied, by group and by since when. */
    public static final String AGE = "crm.events.age";

    private final EventConsumer consumer;
    private final MeterRegistry meters;
    private final Traces traces;
    private final Clock clock;

    public ConsumerInvoker(EventConsumer consumer, MeterRegistry meters, Traces traces, Clock clock) {
        this.consumer = consumer;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
    }

    public String group() {
        return consumer.group();
    }

    public EventConsumer consumer() {
        return consumer;
    }

    public Outcome apply(RecordedEvent event) {
        return timed(event, () -> consumer.apply(event));
    }

    /** Applies an event that has waited since then for another one. */
    public Outcome applyAfterWait(RecordedEvent event, EventReference awaited, Instant since) {
        return timed(event, () -> consumer.applyAfterWait(event, new Waited(awaited.id(), since, clock.instant())));
    }

    private Outcome timed(RecordedEvent event, Supplier<Outcome> work) {
        var timing = Timer.start(meters);
        var outcome = of(event, work);
        timing.stop(meters.timer("crm.events.apply", "group", group()));
        count(event, outcome);
        return outcome;
    }

    /** Applies events of one key in one call; empty if the consumer only applies them one by one. */
    public List<Outcome> applyAll(List<RecordedEvent> events) {
        var timing = Timer.start(meters);
        var outcomes = consumer.applyAll(events, this);
        if (!outcomes.isEmpty()) {
            timing.stop(meters.timer("crm.events.apply", "group", group()));
        }
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i).isEffective()) { // the others are delivered again
                count(events.get(i), outcomes.get(i));
            }
        }
        return outcomes;
    }

    @Override
    public <T> T of(RecordedEvent event, Supplier<T> work) {
        var tags = Map.of("group", group(), "event", event.id());
        return traces.follow(event.traceparent(), "apply " + event.type(), tags, work);
    }

    private void count(RecordedEvent event, Outcome outcome) {
        count(outcome.name().toLowerCase(Locale.ROOT));
        if (outcome == Outcome.APPLIED) {
            age(event);
        }
    }

    public void count(String outcome) {
        meters.counter("crm.events", "group", group(), "outcome", outcome).increment();
    }

    private void age(RecordedEvent event) {
        var now = clock.instant();
        age("recorded", event.recordedAt(), now);
        age("occurred", event.occurredAt(), now);
    }

    private void age(String since, Instant then, Instant now) {
        var age = Duration.between(then, now);
        meters.timer(AGE, "group", group(), "since", since).record(age.isNegative() ? Duration.ZERO : age);
    }
}
