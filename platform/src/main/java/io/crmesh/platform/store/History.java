package io.crmesh.platform.store;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.store.Pending.OwedFact;
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
 * All that ever happened to an aggregate: its archive together with what is still pending. The document is always read
 * first: a fact leaves it only after it entered the archive, so whatever the document lacks the archive has.
 */
final class History<S extends Record, E extends Event> {

    private static final Bson WITHOUT_CONTENT = Projections.include("recordedAt");

    private final Store<S, E> store;

    History(Store<S, E> store) {
        this.store = store;
    }

    Versioned<S> asOf(String id, Instant instant, Scope scope) {
        var image = image(id, scope);
        var sequence = lastRecordedBy(image, instant);
        var fact = facts(image, sequence, sequence).get(sequence);
        if (sequence == 0 || fact == null || fact.state() == null) {
            throw new NotFound(store.type().name()); // not yet, or taken back by then
        }
        return new Versioned<>(store.archived(fact.state(), id, image.key()), fact.version());
    }

    /** The sequence of the last fact that was recorded by then; sequences and instants rise together. */
    private long lastRecordedBy(Image image, Instant instant) {
        var last = image.lastRecordedAt();
        if (last != null && !last.isAfter(instant)) {
            return image.sequence();
        }
        long low = 0;
        long high = image.sequence();
        while (low < high) {
            var middle = Math.ceilDiv(low + high, 2L);
            var recordedAt = recordedAt(image, middle);
            if (recordedAt.isAfter(instant)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private Instant recordedAt(Image image, long sequence) {
        for (var fact : image.pending().facts()) {
            if (fact.sequence() == sequence) {
                return fact.recordedAt();
            }
        }
        var row = store.archive()
                .find(Store.byId(image.id() + ":" + sequence))
                .projection(WITHOUT_CONTENT)
                .first();
        if (row == null) {
            throw new IllegalStateException("History of " + image.id() + " lacks " + sequence);
        }
        return Instant.ofEpochMilli(row.getDateTime("recordedAt").getValue());
    }

    List<HistoryEntry<S>> page(String id, long below, int limit, Scope scope) {
        var image = image(id, scope);
        var to = below == 0 ? image.sequence() : Math.min(image.sequence(), below - 1);
        var from = Math.max(1, to - limit + 1);
        if (to < 1) {
            return List.of();
        }
        var facts = facts(image, Math.max(1, from - 1), to);
        var entries = new ArrayList<HistoryEntry<S>>();
        for (var fact : facts.tailMap(from, true).descendingMap().values()) {
            entries.add(entry(image, fact, facts.get(fact.sequence() - 1)));
        }
        return entries;
    }

    private HistoryEntry<S> entry(Image image, OwedFact fact, @Nullable OwedFact before) {
        return new HistoryEntry<>(
                fact.toFact(store.source(), image.id(), image.key()),
                fact.version(),
                before == null ? null : state(image, before),
                state(image, fact));
    }

    private @Nullable S state(Image image, OwedFact fact) {
        return fact.state() == null ? null : store.archived(fact.state(), image.id(), image.key());
    }

    List<Fact> factsAfter(String subject, long sequence, int limit) {
        var image = store.load(subject);
        if (image == null) {
            throw new NotFound(store.type().name());
        }
        var to = Math.min(image.sequence(), sequence + limit);
        return facts(image, sequence + 1, to).values().stream()
                .map(fact -> fact.toFact(store.source(), subject, image.key()))
                .toList();
    }

    private Image image(String id, Scope scope) {
        var document = store.live().find(store.byId(id, scope)).first();
        if (document == null) {
            throw new NotFound(store.type().name());
        }
        if (Erased.in(document) != null) {
            throw new Gone(store.type().name());
        }
        return Image.of(document);
    }

    /** The facts of these sequences, pending or archived. */
    private NavigableMap<Long, OwedFact> facts(Image image, long from, long to) {
        var found = new TreeMap<Long, OwedFact>();
        for (var fact : image.pending().facts()) {
            if (fact.sequence() >= from && fact.sequence() <= to) {
                found.put(fact.sequence(), fact);
            }
        }
        if (from < 1) {
            return found;
        }
        var missing = LongStream.rangeClosed(from, to)
                .filter(sequence -> !found.containsKey(sequence))
                .mapToObj(sequence -> image.id() + ":" + sequence)
                .toList();
        if (!missing.isEmpty()) {
            for (BsonDocument row : store.archive().find(in("_id", missing))) {
                var fact = OwedFact.of(row);
                found.put(fact.sequence(), fact);
            }
        }
        if (found.size() != Math.max(0, to - from + 1)) {
            throw new IllegalStateException("History of " + image.id() + " has a hole");
        }
        return found;
    }
}
