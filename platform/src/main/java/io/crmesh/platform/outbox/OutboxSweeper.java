package io.crmesh.platform.outbox;

import com.mongodb.MongoException;
import com.mongodb.client.model.Sorts;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.lease.DatabaseClock;
import io.crmesh.platform.lease.Leases;
import io.crmesh.platform.outbox.OutboxRelay.OutboxItem;
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
 * Outbox sweeper: finds events that are still pending because a process was killed, the broker was away or the queue
 * was full, and hands them to the relay. It relies on the database alone, so no acknowledged command is forgotten.
 */
public final class OutboxSweeper {

    private static final Logger log = LoggerFactory.getLogger(OutboxSweeper.class);
    private static final int BATCH = 500;
    private static final Duration RENEWAL = Duration.ofSeconds(3);

    private final Supplier<Collection<OutboxStore>> stores;
    private final Leases leases;
    private final OutboxRelay relay;
    private final DatabaseClock clock;
    private final SweeperSettings settings;
    private final Supplier<Duration> meanBatch;
    private long nextRenewal = System.nanoTime();

    public OutboxSweeper(
            Supplier<Collection<OutboxStore>> stores,
            Leases leases,
            OutboxRelay relay,
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

    /**
     * Renews the leases if it is time, and sweeps once.
     *
     * @return the pause, which leaves at most a twentieth of the time for sweeping
     */
    public Duration run() {
        var started = System.nanoTime();
        try {
            if (started >= nextRenewal) {
                leases.renew();
                nextRenewal = started + RENEWAL.toNanos();
            }
            sweep();
        } catch (MongoException e) {
            log.warn("The database does not answer the outbox sweeper, which keeps trying: {}", e.toString());
        }
        var pause = Duration.ofNanos(System.nanoTime() - started).multipliedBy(20);
        return pause.compareTo(settings.interval()) > 0 ? pause : settings.interval();
    }

    public void sweep() {
        var slots = leases.slots();
        if (!slots.isEmpty()) {
            stores.get().forEach(store -> relay.sweep(overdue(store, slots)));
        }
    }

    private List<OutboxItem> overdue(OutboxStore store, List<Integer> slots) {
        var minimum = meanBatch.get().multipliedBy(4);
        var grace = minimum.compareTo(settings.grace()) > 0 ? minimum : settings.grace();
        var before = new BsonDateTime(clock.now().minus(grace).toEpochMilli());
        var found = new ArrayList<OutboxItem>();
        store.live()
                .find(overdue(slots, before))
                .sort(Sorts.ascending("pending.since"))
                .limit(BATCH)
                .forEach(document -> found.add(new OutboxItem(store, DocumentSnapshot.of(document))));
        return found;
    }

    /** The filter uses plain fields of one level, the form for which every MongoDB-compatible server uses the index. */
    private static BsonDocument overdue(List<Integer> slots, BsonDateTime before) {
        var leased = new BsonArray(slots.stream().map(BsonInt32::new).toList());
        return new BsonDocument("pending.slot", new BsonDocument("$in", leased))
                .append("pending.since", new BsonDocument("$lt", before));
    }
}
