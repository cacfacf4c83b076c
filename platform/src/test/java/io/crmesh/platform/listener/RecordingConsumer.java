package io.crmesh.platform.listener;

import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.consume.Waited;
import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.event.InTrace;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Test consumer that records its events, and applies event n only after n−1, after what it rests on, and only once. */
class RecordingConsumer implements EventConsumer {

    private final String group;
    private final Set<String> topics;
    private final Map<String, Long> last = new ConcurrentHashMap<>();
    private final List<String> appliedIds = new CopyOnWriteArrayList<>();
    private final Map<String, Waited> waits = new ConcurrentHashMap<>();
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private volatile Consumer<RecordedEvent> before = _ -> {};

    RecordingConsumer(String group, String topic) {
        this.group = group;
        this.topics = Set.of(topic);
    }

    /** Sets a hook that runs before an event is applied; it may throw. */
    void before(Consumer<RecordedEvent> hook) {
        before = hook;
    }

    /** Ids of the events that took effect, in order. */
    List<String> applied() {
        return List.copyOf(appliedIds);
    }

    /** Ids of all events that were delivered. */
    List<String> delivered() {
        return List.copyOf(delivered);
    }

    /** How long the event with this id waited for the one that it rests on; nothing if it did not. */
    @Nullable
    Waited wait(String id) {
        return waits.get(id);
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public Set<String> topics() {
        return topics;
    }

    @Override
    public Outcome apply(RecordedEvent event) {
        delivered.add(event.id());
        before.accept(event);
        return applyOnce(event);
    }

    /** Applies all or none, like one write. */
    @Override
    public List<Outcome> applyAll(List<RecordedEvent> events, InTrace within) {
        for (var event : events) {
            delivered.add(event.id());
            before.accept(event);
        }
        return events.stream()
                .map(event -> within.of(event, () -> applyOnce(event)))
                .toList();
    }

    @Override
    public Outcome applyAfterWait(RecordedEvent event, Waited waited) {
        var outcome = apply(event);
        if (outcome == Outcome.APPLIED) {
            waits.put(event.id(), waited);
        }
        return outcome;
    }

    private boolean isAhead(@Nullable EventReference base) {
        return base != null && last.getOrDefault(base.stream(), 0L) < base.sequence();
    }

    private Outcome applyOnce(RecordedEvent event) {
        synchronized (this) {
            var applied = last.getOrDefault(event.stream(), 0L);
            if (event.sequence() <= applied) {
                return Outcome.DUPLICATE;
            }
            if (event.sequence() > applied + 1) {
                return Outcome.GAP;
            }
            if (isAhead(event.restsOn())) {
                return Outcome.AHEAD;
            }
            last.put(event.stream(), event.sequence());
            appliedIds.add(event.id());
            return Outcome.APPLIED;
        }
    }
}
