package io.crmesh.customer.imports.work;

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
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import io.crmesh.customer.imports.batch.Counts;
import io.crmesh.customer.imports.batch.WorkKind;
import io.crmesh.platform.lease.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;

/**
 * Repository of the tasks at imports, at most one per import, with their progress. They follow from the requests that the
 * imports remember, so they can be lost. A process claims a task with a token and saves progress only while the token is
 * still its own; the lease of a killed process ends, and another one goes on.
 */
@Repository
public class ImportTasks {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String FREE = "";

    private final MongoCollection<ImportTask> tasks;
    private final DatabaseClock clock;

    ImportTasks(MongoDatabase database, DatabaseClock clock) {
        this.tasks = database.getCollection("import-work", ImportTask.class);
        this.clock = clock;
    }

    void prepareIndexes() {
        var _ = tasks.createIndex(Indexes.ascending("until"));
    }

    /** Adds a task, unless the import has one: that comes to its end first. */
    void add(String batch, WorkKind kind, String command) {
        try {
            var _ = tasks.insertOne(new ImportTask(batch, kind, command, FREE, Instant.EPOCH, 0, null, 0, Counts.NONE));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    public Optional<ImportTask> of(String batch) {
        return Optional.ofNullable(tasks.find(eq(batch)).first());
    }

    /** Which of these imports have a task. */
    Set<String> withTask(List<String> batches) {
        return tasks.find(in("_id", batches)).map(ImportTask::id).into(new HashSet<>());
    }

    /** Claims the next task that no process has. */
    Optional<ImportTask> claim() {
        var now = clock.now();
        return Optional.ofNullable(tasks.findOneAndUpdate(
                lt("until", now),
                combine(set("token", UUID.randomUUID().toString()), set("until", now.plus(LEASE)), inc("tries", 1)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
    }

    /** Saves the progress; says whether the task is still ours. */
    boolean save(ImportTask task, long line, Counts counts) {
        return save(task, line, false, counts);
    }

    /** The same for a reversal that has come to the organizations. */
    boolean saveAtOrganizations(ImportTask task, long line, Counts counts) {
        return save(task, line, true, counts);
    }

    private boolean save(ImportTask task, long line, boolean organizations, Counts counts) {
        return tasks.updateOne(
                                ours(task),
                                combine(
                                        set("line", line),
                                        set("organizations", organizations),
                                        set("counts", counts),
                                        set("tries", 0),
                                        set("until", clock.now().plus(LEASE))))
                        .getMatchedCount()
                == 1;
    }

    /** Keeps the task while something is done that is no progress. */
    void renew(ImportTask task) {
        var _ = tasks.updateOne(ours(task), set("until", clock.now().plus(LEASE)));
    }

    /** Lets another process go on after a pause. */
    void release(ImportTask task, Duration pause) {
        var _ = tasks.updateOne(ours(task), set("until", clock.now().plus(pause).minusMillis(1)));
    }

    /** The same after an outage: the task is not its cause, and the try does not count. */
    void releaseUntried(ImportTask task, Duration pause) {
        var _ = tasks.updateOne(
                ours(task), combine(set("until", clock.now().plus(pause).minusMillis(1)), inc("tries", -1)));
    }

    void done(ImportTask task) {
        var _ = tasks.deleteOne(ours(task));
    }

    private static Bson ours(ImportTask task) {
        return and(eq("_id", task.id()), eq("token", task.token()));
    }
}
