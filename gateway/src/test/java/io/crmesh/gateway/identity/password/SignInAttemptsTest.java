package io.crmesh.gateway.identity.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.crmesh.local.database.EmbeddedDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeated attempts have to wait, and concurrent ones do not exceed the limit. */
class SignInAttemptsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    static Path folder;

    private static EmbeddedDatabase database;
    private static MongoClient client;

    private SignInAttempts attempts;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.open(folder.resolve("database"), 0);
        client = MongoClients.create(database.connectionString());
    }

    @BeforeEach
    void connect() {
        attempts = new SignInAttempts(client.getDatabase("crm_identity"));
        attempts.createIndexes();
    }

    @AfterAll
    static void stop() {
        client.close();
        database.close();
    }

    @Test
    void waitGrowsUpToFifteenMinutes() {
        assertThat(begin("li", 5, NOON)).isEqualTo(5);
        assertThat(begin("li", 1, NOON.plusSeconds(59))).isZero();
        assertThat(begin("li", 2, NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(begin("li", 1, NOON.plusSeconds(60 + 119))).isZero();

        var now = NOON.plusSeconds(180);
        for (int i = 0; i < 20; i++) {
            assertThat(begin("li", 2, now)).isEqualTo(1);
            now = now.plus(Duration.ofMinutes(15));
        }
    }

    @Test
    void successfulSignInClearsAttempts() {
        assertThat(begin("bo", 4, NOON)).isEqualTo(4);
        attempts.succeeded("Bo ", NOON);

        assertThat(begin("bo", 9, NOON)).isEqualTo(5);
    }

    @Test
    void oldAttemptsAreForgotten() {
        assertThat(begin("old", 5, NOON)).isEqualTo(5);
        attempts.succeeded("somebody", NOON.plus(Duration.ofDays(2)));

        assertThat(begin("old", 9, NOON.plus(Duration.ofDays(2)))).isEqualTo(5);
    }

    @Test
    void concurrentAttemptsDoNotExceedTheLimit() throws InterruptedException, ExecutionException {
        var answers = new ArrayList<Future<Boolean>>();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(people.submit(() -> attempts.begin("many", NOON)));
            }
        }
        int through = 0;
        for (var answer : answers) {
            through += answer.get() ? 1 : 0;
        }

        assertThat(through).isBetween(1, 5);
        assertThat(begin("many", 9, NOON)).isEqualTo(5 - through);
    }

    private int begin(String name, int times, Instant now) {
        int through = 0;
        for (int i = 0; i < times; i++) {
            through += attempts.begin(name, now) ? 1 : 0;
        }
        return through;
    }
}
