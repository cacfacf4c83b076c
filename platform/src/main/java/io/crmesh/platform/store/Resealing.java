package io.crmesh.platform.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.store.StateCodec.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Seals what was stored before it had to be, once for each choice of what is personal, while the service works: first what is owed is waited for, since
 * it enters history as it stands; then the live states, which every command seals anyway; then history. How far it came
 * is noted down after each step, so it goes on where it was interrupted. Other processes may do the same at the same time.
 */
final class Resealing implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Resealing.class);
    private static final int STEP = 200;
    private static final String DONE = "done";
    private static final String AFTER = "after";
    private static final String SEALING = "sealing";

    private final Stores stores;
    private final DatabaseClock clock;
    private final MongoCollection<BsonDocument> notes;
    private final Duration pause;
    private volatile boolean running;
    private Thread thread = new Thread();

    /** @param pause between two steps, so that the service has the database for itself most of the time */
    Resealing(Stores stores, MongoDatabase database, DatabaseClock clock, Duration pause) {
        this.stores = stores;
        this.clock = clock;
        this.notes = database.getCollection("migrations", BsonDocument.class);
        this.pause = pause;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("resealing").start(this::work);
    }

    private void work() {
        try {
            var begin = patiently(clock::now);
            for (var store : stores.all()) {
                while (patiently(() -> owesSince(store, begin))) {
                    Thread.sleep(pause);
                }
            }
            for (var store : stores.all()) {
                reseal(store, store.live(), Place.LIVE);
                reseal(store, store.archive(), Place.ARCHIVE);
            }
        } catch (InterruptedException _) {
            // We stop, and go on another time.
        }
    }

    /** What this process itself records is sealed; what others recorded before it began may not be. */
    private static boolean owesSince(Store<?, ?> store, Instant begin) {
        var oldest = store.backlog().oldest();
        return oldest != null && oldest.isBefore(begin);
    }

    private void reseal(Store<?, ?> store, MongoCollection<BsonDocument> documents, Place place)
            throws InterruptedException {
        if (!store.holdsPersonal()) {
            return;
        }
        var name = "seal " + documents.getNamespace().getCollectionName();
        var note = patiently(() -> Optional.ofNullable(notes.find(eq(name)).first()))
                .orElseGet(BsonDocument::new);
        var sealing = set(SEALING, store.sealing());
        var isOurs = note.getString(SEALING, new BsonString("")).getValue().equals(store.sealing());
        if (isOurs && note.containsKey(DONE)) {
            return;
        }
        var after = isOurs && note.containsKey(AFTER) ? note.getString(AFTER).getValue() : "";
        for (var last = after; last != null; Thread.sleep(pause)) {
            var from = last;
            last = patiently(() -> step(store, documents, place, from)).orElse(null);
            var noted = last == null ? set(DONE, true) : combine(set(AFTER, last), unset(DONE));
            var _ = patiently(
                    () -> notes.updateOne(eq(name), combine(sealing, noted), new UpdateOptions().upsert(true)));
        }
        log.info(
                "All of {} that is personal is sealed", documents.getNamespace().getCollectionName());
    }

    /** Seals some documents behind an id; answers the last of their ids, none if there were none. */
    private static Optional<String> step(
            Store<?, ?> store, MongoCollection<BsonDocument> documents, Place place, String after) {
        var some = documents
                .find(gt("_id", after))
                .sort(Sorts.ascending("_id"))
                .limit(STEP)
                .into(new ArrayList<>());
        var keys = keysOf(store, some);
        var changes = new ArrayList<UpdateOneModel<BsonDocument>>();
        for (var document : some) {
            resealed(store, document, keys, place)
                    .ifPresent(state -> changes.add(new UpdateOneModel<>(asRead(document), set("state", state))));
        }
        if (!changes.isEmpty()) {
            var _ = documents.bulkWrite(changes);
        }
        return some.isEmpty()
                ? Optional.empty()
                : Optional.of(some.getLast().getString("_id").getValue());
    }

    /** The keys of the aggregates that these documents are, or are history of; they say whose they are. */
    private static Map<String, String> keysOf(Store<?, ?> store, List<BsonDocument> documents) {
        var ids = documents.stream().map(Resealing::aggregateOf).distinct().toList();
        var keys = new HashMap<String, String>();
        for (var owner : store.live().find(in("_id", ids)).projection(include("key"))) {
            keys.put(owner.getString("_id").getValue(), owner.getString("key").getValue());
        }
        return keys;
    }

    private static String aggregateOf(BsonDocument document) {
        return document.getString(document.containsKey("aggregate") ? "aggregate" : "_id")
                .getValue();
    }

    private static Optional<BsonDocument> resealed(
            Store<?, ?> store, BsonDocument document, Map<String, String> keys, Place place) {
        var id = aggregateOf(document);
        var key = keys.get(id);
        if (key == null || !document.containsKey("state")) {
            return Optional.empty();
        }
        var state = document.getDocument("state");
        try {
            return store.resealed(state, id, key, place);
        } catch (Gone _) {
            log.info("{} is of somebody who was erased: what was not sealed of it is removed", id);
            return store.withoutUnsealed(state, place);
        }
    }

    /** Whoever changed it meanwhile has sealed it. */
    private static Bson asRead(BsonDocument document) {
        return and(eq("_id", document.get("_id")), eq("v", document.get("v")), exists("state"));
    }

    private <T> T patiently(Callable<T> work) throws InterruptedException {
        while (true) {
            try {
                return Objects.requireNonNull(work.call());
            } catch (MongoException e) {
                log.warn("The database does not answer, sealing goes on later: {}", e.toString());
                Thread.sleep(Duration.ofSeconds(1));
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
