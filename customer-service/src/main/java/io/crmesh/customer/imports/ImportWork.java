package io.crmesh.customer.imports;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import io.crmesh.platform.store.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;

/**
 * The work at imports that is to be done: one row per import at a time, and how far it came. It follows from what the
 * imports were asked for and can be lost. Whoever claims a row has a token, and saves how far it came only while the
 * token is still its own; who is killed is succeeded by the next.
 */
@Repository
class ImportWork {

    public enum Kind {
        VALIDATION,
        RUN,
        REVERSAL,
        /** Its file and what became of its rows are removed, since nobody may need them any more. */
        CLEARING
    }

    /**
     * A piece of work and how far it came.
     *
     * @param line up to which all is done
     * @param tries since it last came further
     */
    public record Task(
            @BsonId String id,
            Kind kind,
            String command,
            String token,
            Instant until,
            long line,
            int tries,
            Counts counts) {}

    private static final Duration TERM = Duration.ofSeconds(30);
    private static final String FREE = "";

    private final MongoCollection<Task> tasks;
    private final DatabaseClock clock;

    ImportWork(MongoDatabase database, DatabaseClock clock) {
        this.tasks = database.getCollection("import-work", Task.class);
        this.clock = clock;
    }

    /** Puts the work on the list, unless something of this import is there: that comes to its end first. */
    void list(String batch, Kind kind, String command) {
        try {
            var _ = tasks.insertOne(new Task(batch, kind, command, FREE, Instant.EPOCH, 0, 0, Counts.NONE));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    Optional<Task> of(String batch) {
        return Optional.ofNullable(tasks.find(eq(batch)).first());
    }

    /** Which of these imports have something on the list. */
    Set<String> listed(List<String> batches) {
        return tasks.find(in("_id", batches)).map(Task::id).into(new HashSet<>());
    }

    /** The next piece of work that nobody is at. */
    Optional<Task> claim() {
        var now = clock.now();
        return Optional.ofNullable(tasks.findOneAndUpdate(
                lt("until", now),
                combine(set("token", UUID.randomUUID().toString()), set("until", now.plus(TERM)), inc("tries", 1)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
    }

    /** Saves how far it came; says whether the work is still ours. */
    boolean save(Task task, long line, Counts counts) {
        return tasks.updateOne(
                                mine(task),
                                combine(
                                        set("line", line),
                                        set("counts", counts),
                                        set("tries", 0),
                                        set("until", clock.now().plus(TERM))))
                        .getMatchedCount()
                == 1;
    }

    /** Lets somebody else go on, from some time on. */
    void release(Task task, Duration pause) {
        var _ = tasks.updateOne(mine(task), set("until", clock.now().plus(pause).minusMillis(1)));
    }

    void done(Task task) {
        var _ = tasks.deleteOne(mine(task));
    }

    private static Bson mine(Task task) {
        return and(eq("_id", task.id()), eq("token", task.token()));
    }
}
