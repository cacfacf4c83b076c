package io.crmesh.gateway.identity;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import org.bson.Document;
import org.springframework.stereotype.Repository;

/**
 * How often somebody tried to sign in by a name in vain, whether it is anybody's or not. After five times there is a
 * wait before each next try, from a minute up to a quarter of an hour. A try is counted before its password is looked
 * at: however many come at once, no more are let through.
 */
@Repository
class Tries {

    private static final int FREE = 5;
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int RIVALS = 10;

    private final MongoCollection<Document> tries;

    Tries(MongoDatabase identity) {
        this.tries = identity.getCollection("sign-in-tries");
    }

    /** Counts a try; false if it comes too early. */
    boolean begin(String username, Instant now) {
        var id = id(username);
        for (int i = 0; i < RIVALS; i++) {
            var seen = tries.find(eq("_id", id)).first();
            if (seen != null && Bson.time(seen, "until").isAfter(now)) {
                return false;
            }
            if (seen == null ? first(id, now) : another(id, seen.getInteger("count"), now)) {
                return true;
            }
        }
        return false;
    }

    private boolean first(String id, Instant now) {
        return Bson.unlessTaken(() -> {
            var _ = tries.insertOne(new Document("_id", id)
                    .append("count", 1)
                    .append("at", Date.from(now))
                    .append("until", Date.from(now)));
        });
    }

    private boolean another(String id, int before, Instant now) {
        var count = before + 1;
        var written = tries.updateOne(
                and(eq("_id", id), eq("count", before)),
                combine(
                        set("count", count),
                        set("at", Date.from(now)),
                        set("until", Date.from(now.plus(waitAfter(count))))));
        return written.getMatchedCount() == 1;
    }

    private static Duration waitAfter(int count) {
        if (count < FREE) {
            return Duration.ZERO;
        }
        var doubled = FIRST_WAIT.multipliedBy(1L << Math.min(count - FREE, 10));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }

    /** It was the right one. What others tried long ago is forgotten, too. */
    void succeeded(String username, Instant now) {
        var _ = tries.deleteOne(eq("_id", id(username)));
        var _ = tries.deleteMany(lt("at", Date.from(now.minus(REMEMBERED))));
    }

    /** Names are kept as hashes: people type their passwords here by mistake. */
    private static String id(String username) {
        return Secrets.hash(username.strip().toLowerCase(Locale.ROOT));
    }
}
