package io.crmesh.platform.consume;

import io.crmesh.platform.event.InTrace;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import java.util.List;
import java.util.Set;

/**
 * Idempotent consumer of other services' events. Declared as a bean; the platform runs each in a consumer group of its
 * own.
 *
 * <p>Events are delivered at least once. Those of one aggregate are first delivered in the order of their sequence;
 * those of different aggregates in any order and at the same time. A consumer that decides answers AHEAD to an event that
 * rests on another one ({@link RecordedEvent#restsOn}) which it has not applied. {@link #apply} must take effect once however often
 * it is called with the same event, in one conditional write, and must call no other service.
 */
public interface EventConsumer {

    /**
     * The consumer group, {@code <service>.<purpose>}, such as {@code marketing.profiles}. Never renamed: it owns
     * offsets.
     */
    String group();

    /** The topics it reads. */
    Set<String> topics();

    /**
     * Called once for each polled batch before any of its events, to read what must be read after the poll, such as the
     * rule set. If it throws, the batch is polled again.
     */
    default void polled() {}

    /**
     * Applies an event. Types that the consumer does not use are answered with APPLIED. A time-out or a lost connection
     * may simply be thrown: the event is delivered again. A {@link io.crmesh.platform.Refusal} or an
     * {@link UnreadableBody} makes it a dead letter at once.
     */
    Outcome apply(RecordedEvent event);

    /**
     * Applies an event that waited for the one before it, or for the one that it rests on, for consumers that keep this with
     * what they decide.
     */
    default Outcome applyAfterWait(RecordedEvent event, Waited waited) {
        return apply(event);
    }

    /**
     * Applies several events of one key in one write, for consumers that can. An implementation that throws must have
     * changed nothing; the events are then applied one by one.
     *
     * @param within runs the work about each event in the trace of that event
     * @return an outcome for each event, or an empty list to have them applied one by one
     */
    default List<Outcome> applyAll(List<RecordedEvent> events, InTrace within) {
        return List.of();
    }
}
