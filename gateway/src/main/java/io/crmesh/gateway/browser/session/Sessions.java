package io.crmesh.gateway.browser.session;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import io.crmesh.gateway.identity.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;

/**
 * Repository of browser sessions. A session is stored under a hash of its id and encrypted with a key that comes from
 * its id: only the browser with the cookie can open it.
 */
@Repository
class Sessions implements SessionRepository<StoredSession> {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);
    private static final Duration UNAUTHENTICATED_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration MAX_LIFETIME = Duration.ofHours(12);
    private static final Duration LONGEST_RENEWAL = Duration.ofSeconds(10);
    private static final Duration CLEANUP_EVERY = Duration.ofMinutes(10);

    private final MongoCollection<Document> sessions;
    private final SessionEncryption encryption = new SessionEncryption();
    private final Clock clock;
    private final AtomicReference<Instant> lastCleanup = new AtomicReference<>(Instant.EPOCH);

    Sessions(MongoDatabase identity, Clock clock) {
        this.sessions = identity.getCollection("sessions");
        this.clock = clock;
    }

    /** A session before the sign-in. */
    @Override
    public StoredSession createSession() {
        var now = clock.instant();
        return new StoredSession(
                Secrets.fresh(), null, new StoredSession.State(Map.of(), now, now, UNAUTHENTICATED_TIMEOUT));
    }

    @Override
    public void save(StoredSession session) {
        if (session.isChanged()) {
            write(session.getId(), session.state(), session.isUnderNewId());
        } else if (session.isUsedOnly()) {
            writeUse(session.getId(), session.state());
        }
        session.outdatedId().ifPresent(this::deleteById);
        if (session.isNew()) {
            removeExpiredSometimes();
        }
    }

    /**
     * Stores a session.
     *
     * @param fresh whether the session is not stored yet; otherwise a missing one was ended meanwhile, and stays so
     */
    private void write(String id, StoredSession.State state, boolean fresh) {
        var _ = sessions.updateOne(
                eq("_id", Secrets.hash(id)),
                combine(
                        set("state", new Binary(encryption.encrypt(id, state.attributes()))),
                        set("createdAt", Date.from(state.createdAt())),
                        set("usedAt", Date.from(state.usedAt())),
                        set("idleSeconds", state.idle().toSeconds()),
                        set("endsAt", Date.from(end(state)))),
                new UpdateOptions().upsert(fresh));
    }

    /** The attributes stay as they are: another request may have renewed the tokens meanwhile. */
    private void writeUse(String id, StoredSession.State state) {
        var _ = sessions.updateOne(
                eq("_id", Secrets.hash(id)),
                combine(set("usedAt", Date.from(state.usedAt())), set("endsAt", Date.from(end(state)))));
    }

    /** Stores one attribute at once and not at the end of the request. An ended session stays ended. */
    void keep(String id, String name, Object value) {
        for (var found = stored(id); found != null; found = stored(id)) {
            var state = found.get("state", Binary.class);
            var attributes = new HashMap<>(encryption.decrypt(id, state.getData()));
            attributes.put(name, value);
            var asRead = and(eq("_id", Secrets.hash(id)), eq("state", state));
            var written = sessions.updateOne(asRead, set("state", new Binary(encryption.encrypt(id, attributes))));
            if (written.getMatchedCount() == 1) {
                return;
            }
        }
    }

    /** Lets one request renew the tokens of this session, until it releases them or the time is over. */
    boolean claimRenewal(String id) {
        var now = clock.instant();
        var free = or(exists("renewingUntil", false), lt("renewingUntil", Date.from(now)));
        return sessions.updateOne(
                                and(eq("_id", Secrets.hash(id)), free),
                                set("renewingUntil", Date.from(now.plus(LONGEST_RENEWAL))))
                        .getMatchedCount()
                == 1;
    }

    void releaseRenewal(String id) {
        var _ = sessions.updateOne(eq("_id", Secrets.hash(id)), unset("renewingUntil"));
    }

    private static Instant end(StoredSession.State state) {
        var unused = state.usedAt().plus(state.idle());
        var longest = state.createdAt().plus(MAX_LIFETIME);
        return unused.isBefore(longest) ? unused : longest;
    }

    @Override
    public @Nullable StoredSession findById(String id) {
        var found = stored(id);
        return found == null
                ? null
                : decrypted(id, found)
                        .map(attributes -> read(id, attributes, found))
                        .orElse(null);
    }

    private @Nullable Document stored(String id) {
        var found = sessions.find(eq("_id", Secrets.hash(id))).first();
        return found == null || time(found, "endsAt").isBefore(clock.instant()) ? null : found;
    }

    /** A session that another release wrote may be unreadable; its user signs in again. */
    private Optional<Map<String, Object>> decrypted(String id, Document found) {
        try {
            return Optional.of(
                    encryption.decrypt(id, found.get("state", Binary.class).getData()));
        } catch (JacksonException | IllegalStateException e) {
            log.warn("A session cannot be decrypted: {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static StoredSession read(String id, Map<String, Object> attributes, Document found) {
        var state = new StoredSession.State(
                attributes,
                time(found, "createdAt"),
                time(found, "usedAt"),
                Duration.ofSeconds(found.getLong("idleSeconds")));
        return new StoredSession(id, id, state);
    }

    private static Instant time(Document document, String field) {
        return document.getDate(field).toInstant();
    }

    @Override
    public void deleteById(String id) {
        var _ = sessions.deleteOne(eq("_id", Secrets.hash(id)));
    }

    /** A new session does not wait until expired ones are removed. */
    private void removeExpiredSometimes() {
        var now = clock.instant();
        var last = lastCleanup.get();
        if (now.isAfter(last.plus(CLEANUP_EVERY)) && lastCleanup.compareAndSet(last, now)) {
            var _ = Thread.ofVirtual().name("expired-sessions").start(() -> removeExpired(now));
        }
    }

    private void removeExpired(Instant now) {
        try {
            var _ = sessions.createIndex(Indexes.ascending("endsAt"));
            var _ = sessions.deleteMany(lt("endsAt", Date.from(now)));
        } catch (MongoException e) {
            log.info(
                    "Expired sessions cannot be removed for now: {}",
                    e.getClass().getSimpleName());
        }
    }
}
