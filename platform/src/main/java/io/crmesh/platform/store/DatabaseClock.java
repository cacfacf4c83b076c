package io.crmesh.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.currentDate;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;

/**
 * The time on which all processes of a service agree: that of their database. Each learns its own offset from it, and
 * stamps that processes compare (leases, claims, due times) go by it.
 */
public final class DatabaseClock {

    private static final Duration LATELY = Duration.ofSeconds(10);

    private final MongoCollection<BsonDocument> collection;
    private final Clock clock;
    private final String process;
    private volatile Duration offset = Duration.ZERO;

    public DatabaseClock(MongoDatabase database, Clock clock, String process) {
        this.collection = database.getCollection("clocks", BsonDocument.class);
        this.clock = clock;
        this.process = process;
    }

    public Instant now() {
        return clock.instant().plus(offset);
    }

    /** Asks the database for its time; half the round trip is the most that this can be off. */
    void synchronise() {
        var before = clock.instant();
        var stamped = collection.findOneAndUpdate(
                eq(process),
                currentDate("at"),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        var after = clock.instant();
        if (stamped != null) {
            var there = Instant.ofEpochMilli(stamped.getDateTime("at").getValue());
            var here = before.plus(Duration.between(before, after).dividedBy(2));
            offset = Duration.between(here, there);
        }
    }

    /** How many processes were heard of lately, this one included. */
    int members() {
        var lately = new BsonDateTime(now().minus(LATELY).toEpochMilli());
        return Math.max(1, (int) collection.countDocuments(gt("at", lately)));
    }

    /** Forgets a process that stops. */
    void leave() {
        collection.deleteOne(eq(process));
    }
}
