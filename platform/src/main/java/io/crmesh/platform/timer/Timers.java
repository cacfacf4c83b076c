package io.crmesh.platform.timer;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;

/**
 * What this service must do later. A timer is a document, so it survives whatever happens to the processes; it is gone
 * once it was fired. See {@link TimerTask} for what fires.
 */
@Repository
public class Timers {

    static final int LONGEST_PAYLOAD = 4096;

    private final MongoCollection<BsonDocument> collection;

    /** On the service's own database. */
    public Timers(MongoDatabase database) {
        this.collection = database.getCollection("timers", BsonDocument.class);
    }

    /**
     * Sets a timer, or moves the one of this id. The same call again changes nothing, unless the timer has fired
     * meanwhile: then it fires again, which its task must live with anyhow.
     */
    public void set(String id, Instant due, String kind, String payload) {
        if (payload.length() > LONGEST_PAYLOAD) {
            throw new IllegalArgumentException("A timer's payload has at most " + LONGEST_PAYLOAD + " characters");
        }
        var timer = combine(
                Updates.set("due", Date.from(due.truncatedTo(ChronoUnit.MILLIS))),
                Updates.set("kind", kind),
                Updates.set("payload", payload),
                Updates.set("waiting", true),
                Updates.unset("token"),
                Updates.unset("until"));
        try {
            upsert(id, timer);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            upsert(id, timer); // another process set it at the same moment
        }
    }

    /** Takes a timer back. One that is being fired at this moment is fired. */
    public void cancel(String id) {
        var _ = collection.deleteOne(eq(id));
    }

    private void upsert(String id, Bson timer) {
        var _ = collection.updateOne(eq(id), timer, new UpdateOptions().upsert(true));
    }
}
