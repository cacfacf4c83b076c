package io.crmesh.local.database;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Closing the database while a connection does not end, because its command never does. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedCloseTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final CountDownLatch release = new CountDownLatch(1);

    @TempDir
    private Path folder;

    @Test
    void closeDuringEndlessCommandReturnsAndKeepsAcknowledgedWrites() throws Exception {
        try (var threads = Executors.newCachedThreadPool()) {
            var database = EmbeddedDatabase.open(file(), 0);
            try (var client = MongoClients.create(database.connectionString())) {
                orders(client).insertOne(new Document("_id", "acknowledged").append("v", 1));
                var endless = holdAllChanges(database, threads);
                var stuck = threads.submit(() -> orders(client).updateOne(eq("acknowledged"), set("v", 2)));
                awaitStuckChange(database);

                database.close(LIMIT);

                assertThat(stuck.isDone()).isFalse();
                assertReopenedFileHolds(new Document("_id", "acknowledged").append("v", 1));
                release.countDown();
                assertThatThrownBy(stuck::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(MongoException.class);
                assertThatThrownBy(endless::get).hasMessageContaining("closed");
                assertThat(database.failure()).isNotDone();
            } finally {
                release.countDown();
            }
        }
    }

    @Test
    void commandThatEndsAfterForcedCloseLeavesReopenedFileAlone() throws Exception {
        try (var threads = Executors.newCachedThreadPool()) {
            var database = EmbeddedDatabase.open(file(), 0);
            var endless = holdAllChanges(database, threads);
            database.close(LIMIT);

            try (var reopened = EmbeddedDatabase.open(file(), 0);
                    var client = MongoClients.create(reopened.connectionString())) {
                orders(client).insertOne(new Document("_id", "later"));
                release.countDown();
                assertThatThrownBy(() -> endless.get(10, TimeUnit.SECONDS)).hasMessageContaining("closed");
                reopened.backend().closeNow();
            } finally {
                release.countDown();
            }
        }

        assertReopenedFileHolds(new Document("_id", "later"));
    }

    /** As a command would that does not end: no change, and no orderly close, gets past it. */
    private Future<String> holdAllChanges(EmbeddedDatabase database, ExecutorService threads)
            throws InterruptedException {
        var held = new CountDownLatch(1);
        var holding = threads.submit(() -> database.backend().durability().alone(() -> {
            held.countDown();
            awaitRelease();
            return "released";
        }));
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
        return holding;
    }

    private void awaitRelease() {
        try {
            assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitStuckChange(EmbeddedDatabase database) {
        Awaitility.await().until(() -> database.backend().durability().hasWaitingChanges());
    }

    private void assertReopenedFileHolds(Document order) {
        try (var database = EmbeddedDatabase.open(file(), 0);
                var client = MongoClients.create(database.connectionString())) {
            assertThat(orders(client).find()).containsExactly(order);
        }
    }

    private static MongoCollection<Document> orders(MongoClient client) {
        return client.getDatabase("orders").getCollection("orders");
    }

    private Path file() {
        return folder.resolve("crm.mv");
    }
}
