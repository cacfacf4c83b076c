package io.crmesh.platform.store;

import com.mongodb.MongoException;
import com.mongodb.client.model.Sorts;
import io.crmesh.platform.store.Relay.Debt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what is still owed because a process died, the broker was away or the queue was full, and hands it to the relay.
 * It knows the database only, so nothing that was acknowledged can be forgotten.
 */
final class Sweeper implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final int BATCH = 500;
    private static final Duration RENEWAL = Duration.ofSeconds(3);

    private final Supplier<Collection<Store<?, ?>>> stores;
    private final Leases leases;
    private final Relay relay;
    private final DatabaseClock clock;
    private final SweeperSettings settings;
    private final Supplier<Duration> meanBatch;
    private long nextRenewal = System.nanoTime();

    Sweeper(
            Supplier<Collection<Store<?, ?>>> stores,
            Leases leases,
            Relay relay,
            DatabaseClock clock,
            SweeperSettings settings,
            Supplier<Duration> meanBatch) {
        this.stores = stores;
        this.leases = leases;
        this.relay = relay;
        this.clock = clock;
        this.settings = settings;
        this.meanBatch = meanBatch;
    }

    /** Sweeps until it is interrupted, at most a twentieth of the time. */
    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            var started = System.nanoTime();
            try {
                if (started >= nextRenewal) {
                    leases.renew();
                    nextRenewal = started + RENEWAL.toNanos();
                }
                sweep();
            } catch (MongoException e) {
                log.warn("The database does not answer the sweeper, it goes on trying: {}", e.toString());
            }
            pause(Duration.ofNanos(System.nanoTime() - started));
        }
    }

    void sweep() {
        var slots = leases.slots();
        if (!slots.isEmpty()) {
            stores.get().forEach(store -> relay.sweep(overdue(store, slots)));
        }
    }

    private List<Debt> overdue(Store<?, ?> store, List<Integer> slots) {
        var patience = meanBatch.get().multipliedBy(4);
        var grace = patience.compareTo(settings.grace()) > 0 ? patience : settings.grace();
        var before = new BsonDateTime(clock.now().minus(grace).toEpochMilli());
        var found = new ArrayList<Debt>();
        store.live()
                .find(overdue(slots, before))
                .sort(Sorts.ascending("pending.since"))
                .limit(BATCH)
                .forEach(document -> found.add(new Debt(store, Image.of(document))));
        return found;
    }

    /** Plain fields of one level: the shape for which every server uses the index. */
    private static BsonDocument overdue(List<Integer> slots, BsonDateTime before) {
        var leased = new BsonArray(slots.stream().map(BsonInt32::new).toList());
        return new BsonDocument("pending.slot", new BsonDocument("$in", leased))
                .append("pending.since", new BsonDocument("$lt", before));
    }

    private void pause(Duration worked) {
        var rest = worked.multipliedBy(20);
        try {
            Thread.sleep(rest.compareTo(settings.interval()) > 0 ? rest : settings.interval());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
