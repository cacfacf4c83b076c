package io.crmesh.platform.store;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.store.Pending.OwedRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWrapper;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * Every fact that was ever applied to a deciding aggregate, in the order of application, for ever: what makes a
 * redelivery harmless, what rules are tried on, and what answers "why". Kafka keeps thirty days only.
 */
final class Journal<S extends Record, E extends Event> {

    /** Where a fact stands with respect to an aggregate. */
    enum Standing {
        APPLIED,
        NEXT,
        TOO_EARLY
    }

    /** How many of the facts applied last a document remembers. */
    static final int WINDOW = 32;

    private static final int STATE_EVERY = 50;

    private final Store<S, E> store;
    private final String collection;

    Journal(Store<S, E> store) {
        this.store = store;
        this.collection = store.type().collection() + ".journal";
    }

    private MongoCollection<BsonDocument> rows() {
        return store.database().getCollection(collection, BsonDocument.class);
    }

    /** Whether the fact is the next of its own aggregate here; the document was read before the journal is. */
    Standing standing(Draft<S, E> draft, Fact fact) {
        var before = fact.sequence() == 1 ? null : fact.subject() + ":" + (fact.sequence() - 1);
        var recent = draft.recent();
        if (recent.contains(fact.id())) {
            return Standing.APPLIED;
        }
        if (before != null && recent.contains(before)) {
            return Standing.NEXT; // had it been applied, it would stand behind the one before it
        }
        var image = draft.image();
        if (image == null || recent.size() >= draft.applied()) {
            return before == null ? Standing.NEXT : Standing.TOO_EARLY; // all there ever was is in the window
        }
        var applied = stored(image, before == null ? List.of(fact.id()) : List.of(fact.id(), before));
        if (applied.contains(fact.id())) {
            return Standing.APPLIED;
        }
        return before == null || applied.contains(before) ? Standing.NEXT : Standing.TOO_EARLY;
    }

    private Set<String> stored(Image image, List<String> facts) {
        var found = new HashSet<String>();
        for (var row : image.pending().rows()) {
            found.add(row.row().getString("_id").getValue());
        }
        var ids = facts.stream().map(fact -> rowId(image.id(), fact)).toList();
        for (var row : rows().find(in("_id", ids)).projection(new BsonDocument("_id", new BsonInt64(1)))) {
            found.add(row.getString("_id").getValue());
        }
        var applied = new HashSet<String>();
        for (var fact : facts) {
            if (found.contains(rowId(image.id(), fact))) {
                applied.add(fact);
            }
        }
        return applied;
    }

    private static String rowId(String aggregate, String fact) {
        return aggregate + "|" + fact;
    }

    OwedRow row(String id, long number, Fact fact, @Nullable Record verdict, @Nullable S state) {
        var row = new BsonDocument("_id", new BsonString(rowId(id, fact.id())))
                .append("aggregate", new BsonString(id))
                .append("n", new BsonInt64(number))
                .append("fact", toBson(fact));
        if (verdict != null) {
            row.append(
                    "verdict",
                    BsonDocumentWrapper.asBsonDocument(verdict, store.database().getCodecRegistry()));
        }
        if (state != null && number % STATE_EVERY == 0) {
            row.append("state", store.archivable(state, id, fact.key()));
        }
        return new OwedRow(number, collection, row);
    }

    List<JournalEntry> entries(String id, long above, int limit) {
        var image = store.load(id);
        var found = new TreeMap<Long, JournalEntry>();
        if (image != null) {
            for (var row : image.pending().rows()) {
                if (row.collection().equals(collection) && row.number() > above) {
                    found.put(row.number(), entry(row.row()));
                }
            }
        }
        var filter = new BsonDocument("aggregate", new BsonString(id))
                .append("n", new BsonDocument("$gt", new BsonInt64(above)));
        for (var row : rows().find(filter)
                .sort(new BsonDocument("n", new BsonInt64(1)))
                .limit(limit)) {
            found.put(row.getInt64("n").getValue(), entry(row));
        }
        return new ArrayList<>(found.values()).subList(0, Math.min(limit, found.size()));
    }

    void prepareIndexes() {
        var _ = rows().createIndex(new BsonDocument("aggregate", new BsonInt64(1)).append("n", new BsonInt64(1)));
    }

    private JournalEntry entry(BsonDocument row) {
        return new JournalEntry(
                row.getInt64("n").getValue(),
                fact(row.getDocument("fact")),
                row.containsKey("verdict") ? row.getDocument("verdict") : null,
                store.database().getCodecRegistry());
    }

    private static BsonDocument toBson(Fact fact) {
        var document = new BsonDocument("type", new BsonString(fact.type()))
                .append("source", new BsonString(fact.source()))
                .append("subject", new BsonString(fact.subject()))
                .append("sequence", new BsonInt64(fact.sequence()))
                .append("key", new BsonString(fact.key()))
                .append("occurredAt", new BsonDateTime(fact.occurredAt().toEpochMilli()))
                .append("recordedAt", new BsonDateTime(fact.recordedAt().toEpochMilli()))
                .append("mode", new BsonString(fact.mode().name()))
                .append("actor", new BsonString(fact.actor().toString()))
                .append("correlationId", new BsonString(fact.correlationId()))
                .append("body", new BsonBinary(fact.body()));
        put(document, "customer", fact.customer());
        put(document, "causationId", fact.causationId());
        put(document, "traceparent", fact.traceparent());
        return document;
    }

    private static Fact fact(BsonDocument document) {
        var subject = document.getString("subject").getValue();
        var sequence = document.getInt64("sequence").getValue();
        return new Fact(
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
                text(document, "traceparent"),
                document.getBinary("body").getData());
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
