package io.crmesh.gateway.identity.password;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import io.crmesh.gateway.identity.BsonFields;
import io.crmesh.gateway.identity.IndexedRepository;
import io.crmesh.gateway.identity.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import org.bson.Document;
import org.springframework.stereotype.Repository;

/**
 * Repository of failed sign-in attempts per username, whether it exists or not. After five attempts, each further one
 * has to wait, from one minute up to 15 minutes. An attempt is counted before its password is checked, so that
 * concurrent attempts do not exceed the limit.
 */
@Repository
class SignInAttempts implements IndexedRepository {

    private static final int FREE_ATTEMPTS = 5;
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration KEPT_FOR = Duration.ofDays(1);
    private static final int MAX_CONFLICTS = 10;

    private final MongoCollection<Document> attempts;

    SignInAttempts(MongoDatabase identity) {
        this.attempts = identity.getCollection("sign-in-tries");
    }

    @Override
    public void createIndexes() {
        var _ = attempts.createIndex(Indexes.ascending("at"));
    }

    /** Counts an attempt; false if it comes too early. */
    boolean begin(String username, Instant now) {
        var id = id(username);
        for (int i = 0; i < MAX_CONFLICTS; i++) {
            var known = attempts.find(eq("_id", id)).first();
            if (known != null && BsonFields.time(known, "until").isAfter(now)) {
                return false;
            }
            if (known == null ? insertFirst(id, now) : countAnother(id, known.getInteger("count"), now)) {
                return true;
            }
        }
        return false;
    }

    private boolean insertFirst(String id, Instant now) {
        return BsonFields.unlessDuplicate(() -> {
            var _ = attempts.insertOne(new Document("_id", id)
                    .append("count", 1)
                    .append("at", Date.from(now))
                    .append("until", Date.from(now)));
        });
    }

    private boolean countAnother(String id, int previous, Instant now) {
        var count = previous + 1;
        var written = attempts.updateOne(
                and(eq("_id", id), eq("count", previous)),
                combine(
                        set("count", count),
                        set("at", Date.from(now)),
                        set("until", Date.from(now.plus(waitAfter(count))))));
        return written.getMatchedCount() == 1;
    }

    private static Duration waitAfter(int count) {
        if (count < FREE_ATTEMPTS) {
            return Duration.ZERO;
        }
        var doubled = FIRST_WAIT.multipliedBy(1L << Math.min(count - FREE_ATTEMPTS, 10));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }

    /** Forgets the attempts with this username, and those of others from long ago. */
    void succeeded(String username, Instant now) {
        var _ = attempts.deleteOne(eq("_id", id(username)));
        var _ = attempts.deleteMany(lt("at", Date.from(now.minus(KEPT_FOR))));
    }

    /** Usernames are stored as hashes, because people type their passwords here by mistake. */
    private static String id(String username) {
        return Secrets.hash(username.strip().toLowerCase(Locale.ROOT));
    }
}
