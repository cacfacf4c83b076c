package io.crmesh.platform.history;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.model.Projections;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Past;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.list.Lists;
import io.crmesh.platform.list.Page;
import io.crmesh.platform.list.Query;
import io.crmesh.platform.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Reader of lists of the past. It goes through the present records that the caller may see, in the order of the list, and
 * compares each with the filters as it was then. So history needs no index, and a page costs what it goes through. Records
 * that were withdrawn or erased since are not in it.
 */
public final class PastList<S extends Record, E extends Event> {

    /** The most records that one page or one count goes through. */
    private static final int EXAMINED = 2_000;

    private static final int COUNTED = 1000;

    /** The number of records that are read together. */
    private static final int AT_ONCE = 100;

    private static final Bson WITHOUT_COMMANDS = Projections.exclude("commands");

    private final Store<S, E> store;
    private final EventRows rows;

    public PastList(Store<S, E> store) {
        this.store = store;
        this.rows = new EventRows(store.archive());
    }

    /** A record as it was then; it is decrypted only where it is needed. */
    private record Then(DocumentSnapshot snapshot, BsonDocument state, long version, boolean isNow) {}

    /**
     * A present record.
     *
     * @param then null if it did not exist then, or is not among what is asked for
     */
    private record Candidate(
            BsonDocument document, @Nullable Then then) {}

    /** One page. It may have fewer records than its limit, or none, and still a next one. */
    public Page<Versioned<S>> page(AccessScope scope, Query query, Past past) {
        var found = new ArrayList<Then>();
        var examined = 0;
        BsonDocument last = null;
        String next = null;
        for (var candidates = candidates(scope, query, past).iterator(); candidates.hasNext() && next == null; ) {
            var candidate = candidates.next();
            examined++;
            if (last != null && found.size() == query.limit() && candidate.then() != null) {
                next = query.cursorAfter(last);
            } else {
                last = candidate.document();
                if (candidate.then() != null) {
                    found.add(candidate.then());
                }
                if (examined == EXAMINED) {
                    next = query.cursorAfter(last);
                }
            }
        }
        return new Page<>(readAll(found), next, query.counted() ? count(scope, query.fromStart(), past) : null);
    }

    /** The whole list, page by page, for exports. */
    public Stream<Versioned<S>> stream(AccessScope scope, Query query, Past past) {
        return candidates(scope, query, past)
                .flatMap(candidate -> Stream.ofNullable(candidate.then()))
                .gather(Gatherers.windowFixed(AT_ONCE))
                .flatMap(some -> readAll(some).stream());
    }

    /** How many there are, with a plus if there may be more. */
    private String count(AccessScope scope, Query query, Past past) {
        var found = 0;
        var examined = 0;
        for (var candidates = candidates(scope, query, past).iterator(); candidates.hasNext(); ) {
            if (examined == EXAMINED || found > COUNTED) {
                return Math.min(found, COUNTED) + "+";
            }
            examined++;
            found += candidates.next().then() == null ? 0 : 1;
        }
        return found > COUNTED ? COUNTED + "+" : Integer.toString(found);
    }

    private Stream<Candidate> candidates(AccessScope scope, Query query, Past past) {
        var filter = query.past().toBsonDocument(BsonDocument.class, MongoClientSettings.getDefaultCodecRegistry());
        return Lists.stream(store.live(), store.listable(scope), query, WITHOUT_COMMANDS)
                .gather(Gatherers.windowFixed(AT_ONCE))
                .flatMap(documents -> candidates(documents, filter, past));
    }

    private Stream<Candidate> candidates(List<BsonDocument> documents, BsonDocument filter, Past past) {
        var snapshots = documents.stream().map(DocumentSnapshot::of).toList();
        var sequences = rows.lastOf(snapshots, past);
        var earlier = snapshots.stream()
                .filter(snapshot ->
                        lastOf(sequences, snapshot) > 0 && lastOf(sequences, snapshot) < snapshot.sequence())
                .toList();
        var events = rows.events(earlier, sequences);
        if (!filter.isEmpty()) {
            store.prefetch(earlier.stream().map(DocumentSnapshot::document).toList());
        }
        return snapshots.stream().map(snapshot -> {
            var event = events.get(snapshot.id());
            if (event != null) {
                return candidate(snapshot, event.state(), event.version(), false, filter);
            }
            var isNow = lastOf(sequences, snapshot) == snapshot.sequence();
            return candidate(snapshot, isNow ? snapshot.state() : null, snapshot.version(), true, filter);
        });
    }

    private static long lastOf(Map<String, Long> sequences, DocumentSnapshot snapshot) {
        return sequences.getOrDefault(snapshot.id(), 0L);
    }

    private Candidate candidate(
            DocumentSnapshot snapshot, @Nullable BsonDocument state, long version, boolean isNow, BsonDocument filter) {
        if (state != null) {
            var then = new Then(snapshot, state, version, isNow);
            if (filter.isEmpty() || FilterEvaluator.matches(filter, document(then))) {
                return new Candidate(snapshot.document(), then);
            }
        }
        return new Candidate(snapshot.document(), null);
    }

    /** The live document as it would have been then, as far as lists ask for it. */
    private BsonDocument document(Then then) {
        return then.isNow() ? then.snapshot().document() : store.searchable(then.state(), then.snapshot());
    }

    private List<Versioned<S>> readAll(List<Then> all) {
        store.prefetch(all.stream().map(then -> then.snapshot().document()).toList());
        return all.stream().map(this::read).toList();
    }

    private Versioned<S> read(Then then) {
        var snapshot = then.snapshot();
        return new Versioned<>(
                then.isNow() ? store.stateOf(snapshot) : store.archived(then.state(), snapshot.id(), snapshot.key()),
                then.version());
    }
}
