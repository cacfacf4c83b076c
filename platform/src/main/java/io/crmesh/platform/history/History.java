package io.crmesh.platform.history;

import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Past;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.Erased;
import io.crmesh.platform.document.PendingEvents.PendingEvent;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * History of an aggregate: archived events together with pending ones. The document is always read first: an event
 * leaves it only after it entered the archive, so the archive has every event that the document lacks.
 */
public final class History<S extends Record, E extends Event> {

    private final Store<S, E> store;
    private final EventRows rows;

    public History(Store<S, E> store) {
        this.store = store;
        this.rows = new EventRows(store.archive());
    }

    /** The record as it stood then; refused if it did not exist yet, or was withdrawn by then. */
    public Versioned<S> at(String id, Past past, AccessScope scope) {
        var snapshot = snapshot(id, scope);
        var sequence = lastOf(snapshot, past);
        var event = rows.events(snapshot, sequence, sequence).get(sequence);
        if (event == null || event.state() == null) {
            throw new NotFound(store.type().name());
        }
        return new Versioned<>(store.archived(event.state(), id, snapshot.key()), event.version());
    }

    /** The sequence of the last event that counts then; refused if there is none. */
    private long lastOf(DocumentSnapshot snapshot, Past past) {
        var last = rows.lastOf(List.of(snapshot), past).getOrDefault(snapshot.id(), 0L);
        if (last == 0) {
            throw new NotFound(store.type().name());
        }
        return last;
    }

    /** What happened until then, newest first, below a sequence (0: from the newest), up to the limit. */
    public List<HistoryEntry<S>> page(String id, long below, int limit, Past past, AccessScope scope) {
        var snapshot = snapshot(id, scope);
        var last = lastOf(snapshot, past);
        var to = below == 0 ? last : Math.min(last, below - 1);
        var from = Math.max(1, to - limit + 1);
        if (to < 1) {
            return List.of();
        }
        var events = rows.events(snapshot, Math.max(1, from - 1), to);
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
        return rows.events(snapshot, sequence + 1, to).values().stream()
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
}
