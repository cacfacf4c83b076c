package io.crmesh.platform.history;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import io.crmesh.platform.Past;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.EventTimes;
import io.crmesh.platform.document.PendingEvents.PendingEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Reader of events, archived or still pending, of many aggregates at once. Snapshots are read first: an event leaves the
 * document only after it entered the archive, so the archive has every event that a snapshot lacks. Rows are found by
 * their ids.
 */
final class EventRows {

    private static final Bson TIMES = Projections.include("recordedAt", "happenedAt");

    private final MongoCollection<BsonDocument> archive;

    EventRows(MongoCollection<BsonDocument> archive) {
        this.archive = archive;
    }

    /** Binary search for the last event of one aggregate that counts. */
    private static final class Search {
        final DocumentSnapshot snapshot;
        long low;
        long high;

        Search(DocumentSnapshot snapshot, Past past) {
            this.snapshot = snapshot;
            this.high = snapshot.sequence();
            this.low = snapshot.times().isIn(past) ? high : 0;
        }

        boolean isOpen() {
            return low < high;
        }

        long middle() {
            return Math.ceilDiv(low + high, 2L);
        }

        String row() {
            return id(snapshot, middle());
        }

        void see(boolean counts) {
            if (counts) {
                low = middle();
            } else {
                high = middle() - 1;
            }
        }
    }

    /** The sequence of the last event of each aggregate that counts then, 0 for none, by the aggregates' ids. */
    Map<String, Long> lastOf(Collection<DocumentSnapshot> snapshots, Past past) {
        var searches =
                snapshots.stream().map(snapshot -> new Search(snapshot, past)).toList();
        for (var open = open(searches); !open.isEmpty(); open = open(open)) {
            var times = times(open);
            for (var search : open) {
                search.see(found(times.get(search.row()), search.row()).isIn(past));
            }
        }
        var last = new HashMap<String, Long>();
        searches.forEach(search -> last.put(search.snapshot.id(), search.low));
        return last;
    }

    private static List<Search> open(List<Search> searches) {
        return searches.stream().filter(Search::isOpen).toList();
    }

    private Map<String, EventTimes> times(List<Search> searches) {
        var times = new HashMap<String, EventTimes>();
        for (var search : searches) {
            var pending = pending(search.snapshot, search.middle());
            if (pending != null) {
                times.put(search.row(), pending.times());
            }
        }
        var archived = searches.stream()
                .map(Search::row)
                .filter(row -> !times.containsKey(row))
                .toList();
        if (!archived.isEmpty()) {
            archive.find(in("_id", archived))
                    .projection(TIMES)
                    .forEach(row -> times.put(row.getString("_id").getValue(), EventTimes.of(row)));
        }
        return times;
    }

    /** One event of each aggregate, by the aggregates' ids. */
    Map<String, PendingEvent> events(List<DocumentSnapshot> snapshots, Map<String, Long> sequences) {
        var found = new HashMap<String, PendingEvent>();
        var archived = new HashMap<String, String>();
        for (var snapshot : snapshots) {
            var sequence = sequences.get(snapshot.id());
            var pending = sequence == null ? null : pending(snapshot, sequence);
            if (pending != null) {
                found.put(snapshot.id(), pending);
            } else if (sequence != null) {
                archived.put(id(snapshot, sequence), snapshot.id());
            }
        }
        if (!archived.isEmpty()) {
            archive.find(in("_id", archived.keySet()))
                    .forEach(row -> found.put(
                            found(archived.remove(row.getString("_id").getValue()), "row"), PendingEvent.of(row)));
        }
        archived.keySet().stream().findAny().ifPresent(EventRows::missing);
        return found;
    }

    /** The events of one aggregate with these sequences. */
    NavigableMap<Long, PendingEvent> events(DocumentSnapshot snapshot, long from, long to) {
        var found = new TreeMap<Long, PendingEvent>();
        for (var event : snapshot.pending().events()) {
            if (event.sequence() >= from && event.sequence() <= to) {
                found.put(event.sequence(), event);
            }
        }
        var archived = LongStream.rangeClosed(from, to)
                .filter(sequence -> !found.containsKey(sequence))
                .mapToObj(sequence -> id(snapshot, sequence))
                .toList();
        if (!archived.isEmpty()) {
            for (var row : archive.find(in("_id", archived))) {
                var event = PendingEvent.of(row);
                found.put(event.sequence(), event);
            }
        }
        if (found.size() != Math.max(0, to - from + 1)) {
            missing(id(snapshot, from) + " to " + to);
        }
        return found;
    }

    private static @Nullable PendingEvent pending(DocumentSnapshot snapshot, long sequence) {
        for (var event : snapshot.pending().events()) {
            if (event.sequence() == sequence) {
                return event;
            }
        }
        return null;
    }

    private static String id(DocumentSnapshot snapshot, long sequence) {
        return snapshot.id() + ":" + sequence;
    }

    private static <T> T found(@Nullable T value, String row) {
        if (value == null) {
            throw new IllegalStateException("History lacks " + row);
        }
        return value;
    }

    private static void missing(String rows) {
        throw new IllegalStateException("History lacks " + rows);
    }
}
