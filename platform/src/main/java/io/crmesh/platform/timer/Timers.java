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
 * Repository of persistent timers. A timer is a document, so it survives a killed process; it is deleted once it has
 * fired. A {@link TimerTask} runs when it is due.
 */
@Repository
public class Timers {

    static final int MAX_PAYLOAD = 4096;

    private final MongoCollection<BsonDocument> collection;

    /** On the service's own database. */
    public Timers(MongoDatabase database) {
        this.collection = database.getCollection("timers", BsonDocument.class);
    }

    /**
     * Sets a timer, or moves the one of this id. The same call again changes nothing, unless the timer has fired
     * meanwhile: then it fires again, which its task must tolerate in any case.
     */
    public void set(String id, Instant due, String kind, String payload) {
        if (payload.length() > MAX_PAYLOAD) {
            throw new IllegalArgumentException("A timer's payload has at most " + MAX_PAYLOAD + " characters");
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

    /** Cancels a timer. One that is firing at this moment still fires. */
    public void cancel(String id) {
        var _ = collection.deleteOne(eq(id));
    }

    private void upsert(String id, Bson timer) {
        var _ = collection.updateOne(eq(id), timer, new UpdateOptions().upsert(true));
    }
}
