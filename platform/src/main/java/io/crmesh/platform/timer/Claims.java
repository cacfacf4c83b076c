package io.crmesh.platform.timer;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import io.crmesh.platform.lease.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.springframework.stereotype.Repository;

/**
 * Repository of claims on due timers, which shares them among the processes of a service. A claim lasts for one lease,
 * by the database's time; an expired claim is released. Only the process that still holds the claim can end the timer.
 */
@Repository
final class Claims {

    /** A timer that this process may fire, and the token of the claim. */
    public record Claim(Due due, String token) {}

    private final MongoCollection<BsonDocument> collection;
    private final DatabaseClock clock;
    private final Duration lease;

    Claims(MongoDatabase database, DatabaseClock clock, Duration lease) {
        this.collection = database.getCollection("timers", BsonDocument.class);
        this.clock = clock;
        this.lease = lease;
    }

    Instant now() {
        return clock.now();
    }

    void prepareIndexes() {
        var _ = collection.createIndex(Indexes.ascending("waiting", "due"));
        var _ = collection.createIndex(Indexes.ascending("waiting", "until"));
    }

    /** Claims due timers of these kinds, those first that are due longest. */
    List<Claim> claim(Collection<String> kinds, int limit) {
        var claims = new ArrayList<Claim>();
        for (var id : due(kinds, limit)) {
            var token = UUID.randomUUID().toString();
            var until = clock.now().plus(lease);
            var claimed = collection.findOneAndUpdate(
                    and(eq("_id", id), eq("waiting", true), lte("due", Date.from(clock.now()))),
                    combine(set("waiting", false), set("token", token), set("until", Date.from(until))));
            if (claimed != null) {
                claims.add(new Claim(due(claimed), token));
            }
        }
        return claims;
    }

    private List<String> due(Collection<String> kinds, int limit) {
        return collection
                .find(and(eq("waiting", true), lte("due", Date.from(clock.now())), in("kind", kinds)))
                .sort(ascending("due"))
                .projection(include("_id"))
                .limit(limit)
                .map(timer -> timer.getString("_id").getValue())
                .into(new ArrayList<>());
    }

    private static Due due(BsonDocument timer) {
        return new Due(
                timer.getString("_id").getValue(),
                Instant.ofEpochMilli(timer.getDateTime("due").getValue()),
                timer.getString("kind").getValue(),
                timer.getString("payload").getValue());
    }

    /** Ends a timer, unless it was set anew or claimed by another meanwhile. */
    void end(Claim claim) {
        var _ = collection.deleteOne(and(eq("_id", claim.due().id()), eq("token", claim.token())));
    }

    /** Releases expired claims, so that any process can claim these timers again. */
    void releaseExpired() {
        var _ = collection.updateMany(
                and(eq("waiting", false), lt("until", Date.from(clock.now()))),
                combine(set("waiting", true), unset("token"), unset("until")));
    }
}
