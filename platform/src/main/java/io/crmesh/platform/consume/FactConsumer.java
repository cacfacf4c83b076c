package io.crmesh.platform.consume;

import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.InTrace;
import io.crmesh.platform.fact.Outcome;
import java.util.List;
import java.util.Set;

/**
 * Whoever acts on what other services say happened. Declared as a bean; the platform runs it, one consumer group each.
 *
 * <p>Facts come at least once, those of one aggregate first in the order of their sequence, those of different
 * aggregates in any order and at the same time. {@link #apply} must take effect once however often it is called with
 * the same fact, in one conditional write, and must call no other service.
 */
public interface FactConsumer {

    /** The consumer group, {@code <service>.<what for>}: {@code marketing.profiles}. Never renamed: it holds the offsets. */
    String group();

    /** The topics it reads. */
    Set<String> topics();

    /**
     * Called once for each polled batch before any of its facts, for what must be read after the poll, such as the rule
     * set. Whatever it throws is tried again, and the batch waits.
     */
    default void polled() {}

    /**
     * Takes the fact into account. Types it does not care about are answered with APPLIED. A time-out or a lost
     * connection may simply be thrown: the fact comes again. A {@link io.crmesh.platform.Refusal} or an {@link
     * UnreadableBody} parks it at once.
     */
    Outcome apply(Fact fact);

    /**
     * Takes several facts of one key into account at once, for consumers that can do so in one write. Whatever is thrown
     * changes nothing, and they are then applied one by one.
     *
     * @param within does the work about each of them in its own trace
     * @return an outcome for each; or nothing at all, to have them applied one by one
     */
    default List<Outcome> applyAll(List<Fact> facts, InTrace within) {
        return List.of();
    }
}
