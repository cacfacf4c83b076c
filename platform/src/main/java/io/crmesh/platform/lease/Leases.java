package io.crmesh.platform.lease;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * Leases of the slots of unfinished work that this process sweeps. They only keep replicas from doing the same work
 * twice; two holders of one slot waste work but cause no errors.
 */
public final class Leases {

    private static final int LEASES = 16;
    private static final int SLOTS_EACH = Slots.COUNT / LEASES;
    private static final Duration TERM = Duration.ofSeconds(10);

    private final MongoCollection<BsonDocument> collection;
    private final DatabaseClock clock;
    private final String process;
    private volatile List<Integer> held = List.of();

    public Leases(MongoDatabase database, DatabaseClock clock, String process) {
        this.collection = database.getCollection("leases", BsonDocument.class);
        this.clock = clock;
        this.process = process;
    }

    /** The slots that this process may sweep until the next renewal. */
    public List<Integer> slots() {
        return held.stream()
                .flatMap(lease -> IntStream.range(0, SLOTS_EACH).mapToObj(slot -> lease * SLOTS_EACH + slot))
                .toList();
    }

    /** Renews held leases and takes expired ones, up to a fair share of all. */
    public void renew() {
        clock.prepareIndexes();
        clock.synchronise();
        var now = clock.now();
        var share = Math.ceilDiv(LEASES, clock.members());
        var taken = new ArrayList<Integer>();
        for (int lease = 0; lease < LEASES && taken.size() < share; lease++) {
            if (take(lease, now)) {
                taken.add(lease);
            }
        }
        for (var lease : held) {
            if (!taken.contains(lease)) {
                release(lease);
            }
        }
        held = List.copyOf(taken);
    }

    public void releaseAll() {
        held.forEach(this::release);
        held = List.of();
        clock.leave();
    }

    private boolean take(int lease, Instant now) {
        var until = new BsonDateTime(now.plus(TERM).toEpochMilli());
        var free = or(eq("owner", process), lt("until", new BsonDateTime(now.toEpochMilli())));
        var renewed = collection.findOneAndUpdate(
                and(eq("_id", id(lease)), free), combine(set("owner", process), set("until", until)));
        return renewed != null || create(lease, until);
    }

    private boolean create(int lease, BsonDateTime until) {
        try {
            collection.insertOne(new BsonDocument("_id", new BsonString(id(lease)))
                    .append("owner", new BsonString(process))
                    .append("until", until));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false; // another process holds it
            }
            throw e;
        }
    }

    private void release(int lease) {
        collection.updateOne(and(eq("_id", id(lease)), eq("owner", process)), set("until", new BsonDateTime(0)));
    }

    private static String id(int lease) {
        return "slots:" + lease;
    }
}
