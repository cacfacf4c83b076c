package io.crmesh.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.Objects;
import org.bson.BsonDocument;
import org.springframework.stereotype.Repository;

/**
 * Hands out the numbers that people call tickets by: unique, never given twice, not without gaps. Each process reserves
 * a block of them at once; what it did not use when it stops is lost.
 */
@Repository
class TicketNumbers {

    private static final int BLOCK = 100;

    /** The first number is T-10000001: all have the same length for a long time. */
    private static final long START = 10_000_000;

    private final MongoCollection<BsonDocument> reservations;
    private long next;
    private long last;

    TicketNumbers(MongoDatabase database) {
        this.reservations = database.getCollection("reservations", BsonDocument.class);
    }

    synchronized String next() {
        if (next == last) {
            last = reserved();
            next = last - BLOCK;
        }
        next++;
        return "T-" + (START + next);
    }

    /** The last number of a block that is this process's alone. */
    private long reserved() {
        var counter = reservations.findOneAndUpdate(
                eq("counter:ticket-number"),
                inc("given", (long) BLOCK),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return Objects.requireNonNull(counter).getNumber("given").longValue();
    }
}
