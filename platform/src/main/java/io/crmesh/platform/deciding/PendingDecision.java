package io.crmesh.platform.deciding;

import io.crmesh.platform.Command;
import io.crmesh.platform.deciding.EventDrivenAggregates.Decision;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.EventTimes;
import io.crmesh.platform.document.PendingEvents.PendingEvent;
import io.crmesh.platform.document.PendingEvents.PendingRow;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.store.EventWriter.Previous;
import io.crmesh.platform.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.bson.BsonArray;
import org.bson.BsonInt64;
import org.jspecify.annotations.Nullable;

/** Pending decision: an event-driven aggregate with the events applied since it was read, before it is written. */
final class PendingDecision<S extends Record, E extends Event> {

    private final Store<S, E> store;
    private final Journal<S, E> journal;
    private final @Nullable DocumentSnapshot snapshot;
    private final List<String> recent = new ArrayList<>();
    private final List<PendingEvent> events = new ArrayList<>();
    private final List<PendingRow> rows = new ArrayList<>();
    private @Nullable S state;
    private @Nullable RecordedEvent last;
    private long version;
    private long sequence;
    private long applied;
    private long keySequence;
    private EventTimes times = EventTimes.NEVER;

    /**
     * Begins with the stored aggregate.
     *
     * @param snapshot none if no event was ever applied
     */
    PendingDecision(Store<S, E> store, Journal<S, E> journal, @Nullable DocumentSnapshot snapshot) {
        this.store = store;
        this.journal = journal;
        this.snapshot = snapshot;
        if (snapshot != null) {
            state = store.stateOf(snapshot);
            version = snapshot.version();
            sequence = snapshot.sequence();
            applied = snapshot.applied();
            times = snapshot.times();
            keySequence = snapshot.document()
                    .getInt64(DecidingDocuments.KEY_SEQUENCE, new BsonInt64(0))
                    .getValue();
            snapshot.document()
                    .getArray("recent", new BsonArray())
                    .forEach(id -> recent.add(id.asString().getValue()));
        }
    }

    Outcome apply(RecordedEvent event, BiFunction<@Nullable S, RecordedEvent, Decision<S, E>> decide) {
        return switch (journal.positionOf(this, event)) {
            case APPLIED -> Outcome.DUPLICATE;
            case TOO_EARLY -> Outcome.GAP;
            case NEXT -> {
                if (isAhead(event)) {
                    yield Outcome.AHEAD;
                }
                add(event, decide.apply(state, event));
                yield Outcome.APPLIED;
            }
        };
    }

    /**
     * Whether it rests on an event that was not applied here. That of the key's own aggregate is known from the document.
     */
    private boolean isAhead(RecordedEvent event) {
        var base = event.restsOn();
        if (base == null || (isOfKey(base, event) && base.sequence() <= keySequence)) {
            return false;
        }
        if (!journal.isApplied(this, base.id())) {
            return true;
        }
        if (isOfKey(base, event)) {
            keySequence = base.sequence();
        }
        return false;
    }

    private static boolean isOfKey(EventReference reference, RecordedEvent event) {
        return reference.subject().equals(event.key());
    }

    private void add(RecordedEvent event, Decision<S, E> decision) {
        var id = store.type().prefix() + event.key();
        var base = new Previous<>(store.subject(id, event.key()), version, sequence, decision.state(), times);
        var command = Command.of(event.id(), Actor.system(store.type().name()), event.mode())
                .because(event.correlationId(), event.id());
        var step = store.events().fold(base, decision.events(), command, event.key());
        version++;
        applied++;
        sequence += step.events().size();
        times = step.times();
        state = step.state();
        last = event;
        if (isOfKey(event.reference(), event)) {
            keySequence = event.sequence();
        }
        recent.add(event.id());
        events.addAll(step.events());
        var pending = new ArrayList<PendingRow>();
        pending.add(journal.row(id, applied, event, decision.verdict(), step.state()));
        for (var follower : decision.followers()) {
            pending.add(new PendingRow(applied, follower.collection(), follower.document()));
        }
        rows.addAll(store.faultPoints().pendingRows(pending));
    }

    /** The owner of the record with these events applied. */
    RecordOwner owner() {
        return store.type().accessOf(state());
    }

    /** Whether its owner differs from the stored one. */
    boolean changesOwner() {
        return snapshot != null && !isEmpty() && !owner().equals(snapshot.access());
    }

    boolean isEmpty() {
        return last == null;
    }

    @Nullable
    DocumentSnapshot snapshot() {
        return snapshot;
    }

    S state() {
        return Objects.requireNonNull(state);
    }

    String key() {
        return Objects.requireNonNull(last).key();
    }

    long version() {
        return version;
    }

    long sequence() {
        return sequence;
    }

    long applied() {
        return applied;
    }

    /** The last applied sequence of the key's own aggregate, such as the customer; 0 if it is not known. */
    long keySequence() {
        return keySequence;
    }

    /** The times of the last of its own events. */
    EventTimes times() {
        return times;
    }

    /** The ids of the last applied events, without a gap: those in the document, and those applied since. */
    List<String> recent() {
        return recent;
    }

    /** Its own events that result from the events applied since it was read. */
    List<PendingEvent> events() {
        return events;
    }

    /** The journal entries and followers of the events applied since it was read. */
    List<PendingRow> rows() {
        return rows;
    }
}
