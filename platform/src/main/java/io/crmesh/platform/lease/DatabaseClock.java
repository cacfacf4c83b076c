package io.crmesh.platform.lease;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.currentDate;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;

/**
 * Clock of the database, on which all processes of a service agree. Each process learns its own offset from it;
 * timestamps that processes compare (leases, claims, due times) use it.
 */
public final class DatabaseClock {

    private static final Duration LATELY = Duration.ofSeconds(10);

    private final MongoCollection<BsonDocument> collection;
    private final Clock clock;
    private final String process;
    private volatile boolean indexed;
    private volatile Duration offset = Duration.ZERO;

    public DatabaseClock(MongoDatabase database, Clock clock, String process) {
        this.collection = database.getCollection("clocks", BsonDocument.class);
        this.clock = clock;
        this.process = process;
    }

    public Instant now() {
        return clock.instant().plus(offset);
    }

    /** Creates the index that {@link #members} needs, because killed processes leave documents behind. */
    void prepareIndexes() {
        if (!indexed) {
            var _ = collection.createIndex(Indexes.ascending("at"));
            indexed = true;
        }
    }

    /** Reads the database's time; the error is half the round trip at most. */
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

    /** The number of processes that were active in the last 10 seconds, this one included. */
    int members() {
        var lately = new BsonDateTime(now().minus(LATELY).toEpochMilli());
        return Math.max(1, (int) collection.countDocuments(gt("at", lately)));
    }

    /** Removes this process when it stops. */
    void leave() {
        collection.deleteOne(eq(process));
    }
}
