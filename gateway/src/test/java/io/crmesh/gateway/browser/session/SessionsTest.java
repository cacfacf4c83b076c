package io.crmesh.gateway.browser.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.crmesh.local.database.EmbeddedDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions expire, and an ended session stays ended. */
class SessionsTest {

    private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    static Path folder;

    private static EmbeddedDatabase database;
    private static MongoClient client;

    private final AtomicReference<Instant> now = new AtomicReference<>(MORNING);
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private Sessions sessions;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.open(folder.resolve("database"), 0);
        client = MongoClients.create(database.connectionString());
    }

    @BeforeEach
    void connect() {
        sessions = new Sessions(client.getDatabase("crm_identity"), clock);
    }

    @AfterAll
    static void stop() {
        client.close();
        database.close();
    }

    @Test
    void endedSessionStaysEndedDespiteConcurrentRequest() {
        var id = signedIn();
        var underWay = found(id);

        sessions.deleteById(id);
        underWay.setAttribute("LATE", "x");
        sessions.save(underWay);

        assertThat(sessions.findById(id)).isNull();
    }

    @Test
    void sessionMovesToItsNewId() {
        var id = signedIn();
        var session = found(id);

        var moved = session.changeSessionId();
        sessions.save(session);

        assertThat(sessions.findById(id)).isNull();
        assertThat(found(moved).getAttributeNames()).containsExactly("WHO");
    }

    @Test
    void unusedSessionEndsAfterTwoHours() {
        var id = signedIn();
        pass(Duration.ofMinutes(119));
        use(id);

        pass(Duration.ofMinutes(119));
        assertThat(sessions.findById(id)).isNotNull();
        pass(Duration.ofMinutes(2));

        assertThat(sessions.findById(id)).isNull();
    }

    @Test
    void usedSessionEndsAfterTwelveHours() {
        var id = signedIn();
        for (int i = 0; i < 11; i++) {
            pass(Duration.ofHours(1));
            use(id);
        }

        pass(Duration.ofMinutes(59));
        assertThat(sessions.findById(id)).isNotNull();
        use(id);
        pass(Duration.ofMinutes(2));

        assertThat(sessions.findById(id)).isNull();
    }

    private String signedIn() {
        var session = sessions.createSession();
        session.setAttribute("WHO", "li");
        session.setMaxInactiveInterval(SessionUser.IDLE_TIMEOUT);
        sessions.save(session);
        return session.getId();
    }

    private void use(String id) {
        var session = found(id);
        session.setLastAccessedTime(now.get());
        sessions.save(session);
    }

    private StoredSession found(String id) {
        return Objects.requireNonNull(sessions.findById(id));
    }

    private void pass(Duration time) {
        now.updateAndGet(then -> then.plus(time));
    }
}
