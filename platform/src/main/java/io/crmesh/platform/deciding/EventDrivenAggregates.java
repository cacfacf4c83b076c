package io.crmesh.platform.deciding;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.batching.GroupCommit;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.InTrace;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.history.EventSource;
import io.crmesh.platform.history.History;
import io.crmesh.platform.outbox.Backlog;
import io.crmesh.platform.outbox.StoreFaultPoints;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Follower;
import io.crmesh.platform.store.Store;
import io.crmesh.platform.store.Stores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bson.BsonInt64;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Repository of event-driven aggregates, whose commands are the events of others: one aggregate for each Kafka key.
 * Applying an event stores the new state, the journal entry and the resulting events and rows in one conditional write.
 * So each decision is made exactly once, on the state right after that event.
 */
public abstract class EventDrivenAggregates<S extends Record, E extends Event> implements EventSource, Backlog.Source {

    private static final Bson ACCESS = Projections.include("access");

    private final Store<S, E> store;
    private final Journal<S, E> journal;
    private final DecidingDocuments<S, E> documents;
    private final StoreFaultPoints faultPoints;

    protected EventDrivenAggregates(Stores stores, AggregateType<S, E> type) {
        this.store = stores.open(type);
        this.journal = new Journal<>(store);
        this.documents = new DecidingDocuments<>(store);
        this.faultPoints = store.faultPoints();
        store.alsoPrepare(journal::prepareIndexes);
    }

    /**
     * The decision on one event.
     *
     * @param state with the event applied
     * @param events the aggregate's own events that result
     * @param verdict what was judged and why; stored in the journal unchanged
     * @param followers documents that must be created because of it
     */
    public record Decision<S, E>(
            S state, List<E> events, @Nullable Record verdict, List<Follower> followers) {}

    /** The id of the aggregate of a Kafka key. */
    public final String idOf(String key) {
        return store.type().prefix() + key;
    }

    /**
     * Applies an event, unless it was applied before or the one before it is missing.
     *
     * @param decide without side effects, on the state so far (none at the first event); may be called again on a newer
     *     state
     */
    protected final Outcome apply(RecordedEvent event, Function<@Nullable S, Decision<S, E>> decide) {
        return apply(List.of(event), InTrace.HERE, (state, _) -> decide.apply(state))
                .getFirst();
    }

    /**
     * Applies events of one key in one write, each on the state after the one before it. The result is the same as if
     * each were applied alone.
     *
     * @param events in the order of their delivery
     * @return one outcome for each
     */
    protected final List<Outcome> apply(
            List<RecordedEvent> events, InTrace within, BiFunction<@Nullable S, RecordedEvent, Decision<S, E>> decide) {
        while (true) {
            var decision = new PendingDecision<>(
                    store, journal, store.load(idOf(events.getFirst().key())));
            var outcomes = new ArrayList<Outcome>(events.size());
            for (var event : events) {
                outcomes.add(within.of(event, () -> decision.apply(event, decide)));
            }
            if (decision.isEmpty()) {
                publishPending(decision.snapshot());
            } else if (!isWritten(decision)) {
                continue; // another writer was faster, or the answer was lost: read again
            }
            if (decision.changesOwner() || outcomes.contains(Outcome.DUPLICATE)) {
                handedOver(events.getFirst().key());
            }
            return outcomes;
        }
    }

    /**
     * Called after the owner of a key's aggregate has changed, so that dependent records follow. It is also called
     * after a duplicate, because the first delivery may have been interrupted before this call.
     */
    protected void handedOver(String key) {}

    /** The owners of the aggregates of these keys that exist; one read. */
    protected final List<RecordOwner> accesses(Collection<String> keys) {
        return store.live()
                .find(in("_id", keys.stream().map(this::idOf).toList()))
                .projection(ACCESS)
                .map(document -> RecordOwner.of(document.getDocument("access")))
                .into(new ArrayList<>());
    }

    /** After a write whose answer was lost, only the outbox sweeper would publish the pending events. */
    private void publishPending(@Nullable DocumentSnapshot snapshot) {
        if (snapshot != null) {
            store.enqueue(snapshot);
        }
    }

    private boolean isWritten(PendingDecision<S, E> decision) {
        var snapshot = decision.snapshot();
        return snapshot == null ? isInserted(decision) : isUpdated(snapshot, decision);
    }

    private boolean isInserted(PendingDecision<S, E> decision) {
        var document = documents.first(decision);
        if (store.insert(document) != GroupCommit.Outcome.WRITTEN) {
            return false; // it exists already, or the answer was lost: read again
        }
        faultPoints.reached(StoreFaultPoints.Step.SAVED);
        store.enqueue(DocumentSnapshot.of(document));
        return true;
    }

    private boolean isUpdated(DocumentSnapshot snapshot, PendingDecision<S, E> decision) {
        var filter = DocumentSnapshot.byId(snapshot.id()).append("v", new BsonInt64(snapshot.version()));
        if (!faultPoints.isWritten(store.outbox(), store::update, filter, documents.next(snapshot, decision))) {
            return false;
        }
        faultPoints.reached(StoreFaultPoints.Step.SAVED);
        store.enqueue(snapshot.after(decision.version(), decision.applied(), decision.events(), decision.rows()));
        return true;
    }

    /** The aggregate of a Kafka key as it is now. */
    public final Optional<Versioned<S>> find(String key, AccessScope scope) {
        var document = store.live().find(store.byId(idOf(key), scope)).first();
        return Optional.ofNullable(document).map(DocumentSnapshot::of).map(store::versioned);
    }

    /** The journal of a Kafka key's aggregate in the order of application, above a number. */
    public final List<JournalEntry> journal(String key, long above, int limit) {
        return journal.entries(idOf(key), above, limit);
    }

    /** The same backwards: the newest entries below a number, newest first. */
    public final List<JournalEntry> journalBelow(String key, long below, int limit) {
        return journal.entriesBelow(idOf(key), below, limit);
    }

    @Override
    public final boolean owns(String subject) {
        return subject.startsWith(store.type().prefix());
    }

    @Override
    public final List<RecordedEvent> eventsAfter(String subject, long sequence, int limit) {
        return new History<>(store).eventsAfter(subject, sequence, limit);
    }

    @Override
    public final Backlog backlog() {
        return store.backlog();
    }
}
