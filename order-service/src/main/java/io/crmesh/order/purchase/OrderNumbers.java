package io.crmesh.order.purchase;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.Objects;
import org.bson.Document;
import org.springframework.stereotype.Repository;

/**
 * Hands out the numbers that people call orders by: unique, never given twice, not without gaps. Each process reserves
 * a block of numbers at once, so that placing an order does not wait for its number; what a process did not use is lost.
 */
@Repository
class OrderNumbers {

    static final int BLOCK = 1000;

    /** The first number is 100001: all have the same length for a long time. */
    private static final long START = 100_000;

    private final MongoCollection<Document> reservations;
    private long next;
    private long last;

    OrderNumbers(MongoDatabase database) {
        this.reservations = database.getCollection("reservations");
    }

    synchronized String next() {
        if (next >= last) {
            last = reserved();
            next = last - BLOCK;
        }
        next++;
        return "O-" + (START + next);
    }

    private long reserved() {
        var counter = reservations.findOneAndUpdate(
                eq("counter:order-number"),
                inc("given", (long) BLOCK),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return Objects.requireNonNull(counter).getLong("given");
    }
}
