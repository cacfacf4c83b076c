package io.crmesh.platform.deciding;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.PendingEvents.PendingRow;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWrapper;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * Journal of the events that were applied to event-driven aggregates, in the order of application and without end. It
 * makes redelivery harmless, rules are tried on it, and it explains decisions. Kafka keeps events for thirty days only.
 */
final class Journal<S extends Record, E extends Event> {

    /** The position of an event relative to an aggregate. */
    enum Position {
        APPLIED,
        NEXT,
        TOO_EARLY
    }

    /** How many ids of the last applied events a document holds. */
    static final int WINDOW = 32;

    private static final int STATE_EVERY = 50;
    private static final int OLDEST_FIRST = 1;
    private static final int NEWEST_FIRST = -1;

    private final Store<S, E> store;
    private final String collection;

    Journal(Store<S, E> store) {
        this.store = store;
        this.collection = store.type().collection() + ".journal";
    }

    private MongoCollection<BsonDocument> rows() {
        return store.database().getCollection(collection, BsonDocument.class);
    }

    /** Whether the event is the next of its own aggregate here. The document must be read before the journal. */
    Position positionOf(PendingDecision<S, E> decision, RecordedEvent event) {
        var before = event.sequence() == 1 ? null : event.subject() + ":" + (event.sequence() - 1);
        var recent = decision.recent();
        if (recent.contains(event.id())) {
            return Position.APPLIED;
        }
        if (before != null && recent.contains(before)) {
            return Position.NEXT; // an applied event would follow the one before it
        }
        var snapshot = decision.snapshot();
        if (snapshot == null || recent.size() >= decision.applied()) {
            return before == null ? Position.NEXT : Position.TOO_EARLY; // the window holds all applied events
        }
        var applied = applied(snapshot, before == null ? List.of(event.id()) : List.of(event.id(), before));
        if (applied.contains(event.id())) {
            return Position.APPLIED;
        }
        return before == null || applied.contains(before) ? Position.NEXT : Position.TOO_EARLY;
    }

    /** Whether an event of any aggregate was applied here; asks the database only if the document does not say it. */
    boolean isApplied(PendingDecision<S, E> decision, String event) {
        if (decision.recent().contains(event)) {
            return true;
        }
        var snapshot = decision.snapshot();
        return snapshot != null
                && decision.recent().size() < decision.applied()
                && applied(snapshot, List.of(event)).contains(event);
    }

    private Set<String> applied(DocumentSnapshot snapshot, List<String> events) {
        var found = new HashSet<String>();
        for (var row : snapshot.pending().rows()) {
            found.add(row.row().getString("_id").getValue());
        }
        var ids = events.stream().map(event -> rowId(snapshot.id(), event)).toList();
        for (var row : rows().find(in("_id", ids)).projection(new BsonDocument("_id", new BsonInt64(1)))) {
            found.add(row.getString("_id").getValue());
        }
        var applied = new HashSet<String>();
        for (var event : events) {
            if (found.contains(rowId(snapshot.id(), event))) {
                applied.add(event);
            }
        }
        return applied;
    }

    private static String rowId(String aggregate, String event) {
        return aggregate + "|" + event;
    }

    PendingRow row(String id, long number, RecordedEvent event, @Nullable Record verdict, @Nullable S state) {
        var row = new BsonDocument("_id", new BsonString(rowId(id, event.id())))
                .append("aggregate", new BsonString(id))
                .append("n", new BsonInt64(number))
                .append("event", toBson(event));
        if (verdict != null) {
            row.append(
                    "verdict",
                    BsonDocumentWrapper.asBsonDocument(verdict, store.database().getCodecRegistry()));
        }
        if (state != null && number % STATE_EVERY == 0) {
            row.append("state", store.archivable(state, id, event.key()));
        }
        return new PendingRow(number, collection, row);
    }

    /** The entries above a number, oldest first. */
    List<JournalEntry> entries(String id, long above, int limit) {
        return page(id, number -> number > above, new BsonDocument("$gt", new BsonInt64(above)), OLDEST_FIRST, limit);
    }

    /** The entries below a number, newest first. */
    List<JournalEntry> entriesBelow(String id, long below, int limit) {
        return page(id, number -> number < below, new BsonDocument("$lt", new BsonInt64(below)), NEWEST_FIRST, limit)
                .reversed();
    }

    /** A page in ascending order. */
    private List<JournalEntry> page(String id, LongPredicate wanted, BsonDocument numbers, int order, int limit) {
        var snapshot = store.load(id);
        var found = new TreeMap<Long, JournalEntry>();
        if (snapshot != null) {
            for (var row : snapshot.pending().rows()) {
                if (row.collection().equals(collection) && wanted.test(row.number())) {
                    found.put(row.number(), entry(row.row()));
                }
            }
        }
        var filter = new BsonDocument("aggregate", new BsonString(id)).append("n", numbers);
        for (var row : rows().find(filter)
                .sort(new BsonDocument("n", new BsonInt32(order)))
                .limit(limit)) {
            found.put(row.getInt64("n").getValue(), entry(row));
        }
        var all = new ArrayList<>(found.values());
        var size = Math.min(limit, all.size());
        return order == OLDEST_FIRST ? all.subList(0, size) : all.subList(all.size() - size, all.size());
    }

    void prepareIndexes() {
        var _ = rows().createIndex(new BsonDocument("aggregate", new BsonInt64(1)).append("n", new BsonInt64(1)));
    }

    private JournalEntry entry(BsonDocument row) {
        return new JournalEntry(
                row.getInt64("n").getValue(),
                event(row.getDocument("event")),
                row.containsKey("verdict") ? row.getDocument("verdict") : null,
                store.database().getCodecRegistry());
    }

    private static BsonDocument toBson(RecordedEvent event) {
        var document = new BsonDocument("type", new BsonString(event.type()))
                .append("source", new BsonString(event.source()))
                .append("subject", new BsonString(event.subject()))
                .append("sequence", new BsonInt64(event.sequence()))
                .append("key", new BsonString(event.key()))
                .append("occurredAt", new BsonDateTime(event.occurredAt().toEpochMilli()))
                .append("recordedAt", new BsonDateTime(event.recordedAt().toEpochMilli()))
                .append("mode", new BsonString(event.mode().name()))
                .append("actor", new BsonString(event.actor().toString()))
                .append("correlationId", new BsonString(event.correlationId()))
                .append("body", new BsonBinary(event.body()));
        put(document, "customer", event.customer());
        put(document, "causationId", event.causationId());
        put(
                document,
                "restsOn",
                event.restsOn() == null ? null : event.restsOn().toString());
        put(document, "traceparent", event.traceparent());
        return document;
    }

    private static RecordedEvent event(BsonDocument document) {
        var subject = document.getString("subject").getValue();
        var sequence = document.getInt64("sequence").getValue();
        return new RecordedEvent(
                subject + ":" + sequence,
                document.getString("type").getValue(),
                document.getString("source").getValue(),
                subject,
                sequence,
                document.getString("key").getValue(),
                text(document, "customer"),
                Instant.ofEpochMilli(document.getDateTime("occurredAt").getValue()),
                Instant.ofEpochMilli(document.getDateTime("recordedAt").getValue()),
                Mode.valueOf(document.getString("mode").getValue()),
                Actor.parse(document.getString("actor").getValue()),
                document.getString("correlationId").getValue(),
                text(document, "causationId"),
                restsOn(document),
                text(document, "traceparent"),
                document.getBinary("body").getData());
    }

    private static @Nullable EventReference restsOn(BsonDocument document) {
        var text = text(document, "restsOn");
        return text == null ? null : EventReference.parse(text);
    }

    private static void put(BsonDocument document, String name, @Nullable String value) {
        if (value != null) {
            document.put(name, new BsonString(value));
        }
    }

    private static @Nullable String text(BsonDocument document, String name) {
        return document.containsKey(name) ? document.getString(name).getValue() : null;
    }
}
