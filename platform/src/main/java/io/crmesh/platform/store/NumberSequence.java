package io.crmesh.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.Objects;
import org.bson.BsonDocument;

/**
 * Sequence of the numbers by which people name records: unique, never given twice, not without gaps. Each process
 * reserves a block at once, so that a command seldom waits for its number; the rest of a block is lost when the process
 * stops.
 */
public final class NumberSequence {

    private final MongoCollection<BsonDocument> reservations;
    private final String name;
    private final String prefix;
    private final long start;
    private final int block;
    private long next;
    private long last;

    /**
     * @param name of the counter, such as {@code ticket-number}
     * @param prefix of each number, such as {@code T-}
     * @param start one less than the first number; its digits say how long all numbers are for a long time
     */
    NumberSequence(MongoCollection<BsonDocument> reservations, String name, String prefix, long start, int block) {
        this.reservations = reservations;
        this.name = name;
        this.prefix = prefix;
        this.start = start;
        this.block = block;
    }

    public synchronized String next() {
        if (next == last) {
            last = reserved();
            next = last - block;
        }
        next++;
        return prefix + (start + next);
    }

    /** The last number of a block that belongs to this process alone. */
    private long reserved() {
        var counter = reservations.findOneAndUpdate(
                eq("counter:" + name),
                inc("given", (long) block),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return Objects.requireNonNull(counter).getNumber("given").longValue();
    }
}
