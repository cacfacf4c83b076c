package io.crmesh.platform.history;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.Erased;
import io.crmesh.platform.document.PendingEvents.PendingEvent;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * History of an aggregate: archived events together with pending ones. The document is always read first: an event
 * leaves it only after it entered the archive, so the archive has every event that the document lacks.
 */
public final class History<S extends Record, E extends Event> {

    private static final Bson WITHOUT_CONTENT = Projections.include("recordedAt");

    private final Store<S, E> store;

    public History(Store<S, E> store) {
        this.store = store;
    }

    public Versioned<S> asOf(String id, Instant instant, AccessScope scope) {
        var snapshot = snapshot(id, scope);
        var sequence = lastRecordedBy(snapshot, instant);
        var event = events(snapshot, sequence, sequence).get(sequence);
        if (sequence == 0 || event == null || event.state() == null) {
            throw new NotFound(store.type().name()); // not yet created, or withdrawn by then
        }
        return new Versioned<>(store.archived(event.state(), id, snapshot.key()), event.version());
    }

    /** The sequence of the last event recorded by then, by binary search: sequences and instants rise together. */
    private long lastRecordedBy(DocumentSnapshot snapshot, Instant instant) {
        var last = snapshot.lastRecordedAt();
        if (last != null && !last.isAfter(instant)) {
            return snapshot.sequence();
        }
        long low = 0;
        long high = snapshot.sequence();
        while (low < high) {
            var middle = Math.ceilDiv(low + high, 2L);
            var recordedAt = recordedAt(snapshot, middle);
            if (recordedAt.isAfter(instant)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private Instant recordedAt(DocumentSnapshot snapshot, long sequence) {
        for (var event : snapshot.pending().events()) {
            if (event.sequence() == sequence) {
                return event.recordedAt();
            }
        }
        var row = store.archive()
                .find(DocumentSnapshot.byId(snapshot.id() + ":" + sequence))
                .projection(WITHOUT_CONTENT)
                .first();
        if (row == null) {
            throw new IllegalStateException("History of " + snapshot.id() + " lacks " + sequence);
        }
        return Instant.ofEpochMilli(row.getDateTime("recordedAt").getValue());
    }

    public List<HistoryEntry<S>> page(String id, long below, int limit, AccessScope scope) {
        var snapshot = snapshot(id, scope);
        var to = below == 0 ? snapshot.sequence() : Math.min(snapshot.sequence(), below - 1);
        var from = Math.max(1, to - limit + 1);
        if (to < 1) {
            return List.of();
        }
        var events = events(snapshot, Math.max(1, from - 1), to);
        var entries = new ArrayList<HistoryEntry<S>>();
        for (var event : events.tailMap(from, true).descendingMap().values()) {
            entries.add(entry(snapshot, event, events.get(event.sequence() - 1)));
        }
        return entries;
    }

    private HistoryEntry<S> entry(DocumentSnapshot snapshot, PendingEvent event, @Nullable PendingEvent before) {
        return new HistoryEntry<>(
                event.recorded(store.source(), snapshot.id(), snapshot.key()),
                event.version(),
                before == null ? null : state(snapshot, before),
                state(snapshot, event));
    }

    private @Nullable S state(DocumentSnapshot snapshot, PendingEvent event) {
        return event.state() == null ? null : store.archived(event.state(), snapshot.id(), snapshot.key());
    }

    public List<RecordedEvent> eventsAfter(String subject, long sequence, int limit) {
        var snapshot = store.load(subject);
        if (snapshot == null) {
            throw new NotFound(store.type().name());
        }
        var to = Math.min(snapshot.sequence(), sequence + limit);
        return events(snapshot, sequence + 1, to).values().stream()
                .map(event -> event.recorded(store.source(), subject, snapshot.key()))
                .toList();
    }

    private DocumentSnapshot snapshot(String id, AccessScope scope) {
        var document = store.live().find(store.byId(id, scope)).first();
        if (document == null) {
            throw new NotFound(store.type().name());
        }
        if (Erased.in(document) != null) {
            throw new Gone(store.type().name());
        }
        return DocumentSnapshot.of(document);
    }

    /** The events of these sequences, pending or archived. */
    private NavigableMap<Long, PendingEvent> events(DocumentSnapshot snapshot, long from, long to) {
        var found = new TreeMap<Long, PendingEvent>();
        for (var event : snapshot.pending().events()) {
            if (event.sequence() >= from && event.sequence() <= to) {
                found.put(event.sequence(), event);
            }
        }
        if (from < 1) {
            return found;
        }
        var missing = LongStream.rangeClosed(from, to)
                .filter(sequence -> !found.containsKey(sequence))
                .mapToObj(sequence -> snapshot.id() + ":" + sequence)
                .toList();
        if (!missing.isEmpty()) {
            for (BsonDocument row : store.archive().find(in("_id", missing))) {
                var event = PendingEvent.of(row);
                found.put(event.sequence(), event);
            }
        }
        if (found.size() != Math.max(0, to - from + 1)) {
            throw new IllegalStateException("History of " + snapshot.id() + " has a hole");
        }
        return found;
    }
}
