package io.crmesh.gateway.browser;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import io.crmesh.gateway.identity.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
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
 * The sessions of browsers. One is kept under a hash of its id, and encrypted by a key that comes from its id: only the
 * browser that brings it as a cookie can open it.
 */
@Repository
class Sessions implements SessionRepository<StoredSession> {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);
    private static final Duration OF_STRANGERS = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration CLEANED_EVERY = Duration.ofMinutes(10);

    private final MongoCollection<Document> sessions;
    private final SessionSeal seal = new SessionSeal();
    private final Clock clock;
    private final AtomicReference<Instant> cleaned = new AtomicReference<>(Instant.EPOCH);

    Sessions(MongoDatabase identity, Clock clock) {
        this.sessions = identity.getCollection("sessions");
        this.clock = clock;
    }

    /** One of a stranger. */
    @Override
    public StoredSession createSession() {
        var now = clock.instant();
        return new StoredSession(Secrets.fresh(), null, new StoredSession.State(Map.of(), now, now, OF_STRANGERS));
    }

    @Override
    public void save(StoredSession session) {
        if (session.isChanged()) {
            write(session.getId(), session.state(), session.isUnderNewId());
        }
        session.outdatedId().ifPresent(this::deleteById);
        if (session.isNew()) {
            cleanNowAndThen();
        }
    }

    /** @param fresh whether it is not there yet; otherwise one that is gone was ended meanwhile, and stays so */
    private void write(String id, StoredSession.State state, boolean fresh) {
        var _ = sessions.updateOne(
                eq("_id", Secrets.hash(id)),
                combine(
                        set("state", new Binary(seal.seal(id, state.attributes()))),
                        set("createdAt", Date.from(state.createdAt())),
                        set("usedAt", Date.from(state.usedAt())),
                        set("idleSeconds", state.idle().toSeconds()),
                        set("endsAt", Date.from(end(state)))),
                new UpdateOptions().upsert(fresh));
    }

    private static Instant end(StoredSession.State state) {
        var unused = state.usedAt().plus(state.idle());
        var longest = state.createdAt().plus(LONGEST);
        return unused.isBefore(longest) ? unused : longest;
    }

    @Override
    public @Nullable StoredSession findById(String id) {
        var found = sessions.find(eq("_id", Secrets.hash(id))).first();
        return found == null || time(found, "endsAt").isBefore(clock.instant())
                ? null
                : opened(id, found)
                        .map(attributes -> read(id, attributes, found))
                        .orElse(null);
    }

    /** One that another release wrote may be of no use any more: whose it is signs in anew. */
    private Optional<Map<String, Object>> opened(String id, Document found) {
        try {
            return Optional.of(seal.open(id, found.get("state", Binary.class).getData()));
        } catch (JacksonException | IllegalStateException e) {
            log.warn("A session cannot be opened: {}", e.getClass().getSimpleName());
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

    /** Whoever begins a session does not wait for those that have ended to be taken away. */
    private void cleanNowAndThen() {
        var now = clock.instant();
        var last = cleaned.get();
        if (now.isAfter(last.plus(CLEANED_EVERY)) && cleaned.compareAndSet(last, now)) {
            var _ = Thread.ofVirtual().name("ended-sessions").start(() -> clean(now));
        }
    }

    private void clean(Instant now) {
        try {
            var _ = sessions.deleteMany(lt("endsAt", Date.from(now)));
        } catch (MongoException e) {
            log.info("Ended sessions stay for now: {}", e.getClass().getSimpleName());
        }
    }
}
