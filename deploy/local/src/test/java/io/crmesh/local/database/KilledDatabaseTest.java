package io.crmesh.local.database;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the database in the middle of its work, again and again, and looks for every acknowledged write. */
class KilledDatabaseTest {

    private static final int WRITERS = 10;
    private static final int ROUNDS = 4;
    private static final int ACKNOWLEDGED_PER_ROUND = 2500;

    /** The acknowledged version of every record. One more may be there: the write whose answer the kill cut off. */
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    @Test
    void acknowledgedWritesSurviveKilledProcess() throws Exception {
        var file = folder.resolve("crm.mv");
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            for (var round = 0; round < ROUNDS; round++) {
                writeUntilKilled(file, round, writers);

                try (var database = DatabaseProcess.start(file, "0");
                        var client = database.connect()) {
                    var orders = client.getDatabase("orders").getCollection("orders");
                    assertThat(lost(orders)).isEmpty();
                    assertEveryRecordIsFoundAndCanBeChanged(orders);
                }
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * ACKNOWLEDGED_PER_ROUND / 3);
    }

    private void writeUntilKilled(Path file, int round, ExecutorService writers) throws Exception {
        try (var database = DatabaseProcess.start(file, "0");
                var client = database.connect()) {
            var orders = client.getDatabase("orders").getCollection("orders");
            if (round == 0) {
                assertThat(orders.createIndex(new Document("customer", 1))).isEqualTo("customer_1");
            }
            var before = versions();
            var working = new ArrayList<Future<?>>();
            for (var writer = 0; writer < WRITERS; writer++) {
                var name = round + "-" + writer;
                working.add(writers.submit(() -> write(orders, name)));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> versions() > before + ACKNOWLEDGED_PER_ROUND);
            awaitACheckpointUnderWay(file);
            database.kill();
            for (var one : working) {
                endsWithACutConnection(one);
            }
        }
    }

    private static void awaitACheckpointUnderWay(Path file) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> journals(file) == 2);
    }

    private static long journals(Path file) throws IOException {
        try (var files = Files.list(file.getParent())) {
            return files.filter(each -> each.toString().contains(".journal-")).count();
        }
    }

    private long versions() {
        return acknowledged.values().stream().mapToLong(Integer::longValue).sum();
    }

    private static void endsWithACutConnection(Future<?> work) throws InterruptedException {
        try {
            assertThat(work.get()).isNull();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(MongoException.class);
        }
    }

    /** Inserts new records and changes own ones under their version, until the connection breaks. */
    private void write(MongoCollection<Document> orders, String writer) {
        for (var number = 0; ; number++) {
            var id = "ord-" + writer + "-" + number;
            assertThat(orders.insertOne(record(id)).wasAcknowledged()).isTrue();
            acknowledged.put(id, 1);
            var other = "ord-" + writer + "-" + ThreadLocalRandom.current().nextInt(number + 1);
            for (var change = 0; change < 2; change++) {
                var version = acknowledged.getOrDefault(other, 0);
                var result = orders.updateOne(and(eq(other), eq("v", version)), inc("v", 1));
                assertThat(result.getMatchedCount()).isEqualTo(1);
                acknowledged.put(other, version + 1);
            }
        }
    }

    private static Document record(String id) {
        return new Document("_id", id)
                .append("v", 1)
                .append("customer", "cus-" + id.hashCode() % 100)
                .append("state", "x".repeat(6000));
    }

    private Map<String, Integer> lost(MongoCollection<Document> orders) {
        var lost = new HashMap<>(acknowledged);
        for (var order : orders.find()) {
            var id = order.getString("_id");
            var version = order.getInteger("v");
            if (version >= acknowledged.getOrDefault(id, 0)) {
                lost.remove(id);
            }
            acknowledged.put(id, version);
        }
        return lost;
    }

    private void assertEveryRecordIsFoundAndCanBeChanged(MongoCollection<Document> orders) {
        var ids = List.copyOf(acknowledged.keySet());
        assertThat(orders.countDocuments()).isEqualTo(ids.size());
        assertThat(orders.find(in("_id", ids)).into(new ArrayList<>())).hasSameSizeAs(ids);
        var customers = orders.distinct("customer", String.class).into(new ArrayList<>());
        assertThat(orders.find(in("customer", customers)).into(new ArrayList<>()))
                .hasSameSizeAs(ids);

        var changes = ids.stream()
                .map(id -> new UpdateOneModel<Document>(and(eq(id), eq("v", acknowledged.get(id))), inc("v", 1)))
                .toList();
        assertThat(orders.bulkWrite(changes, new BulkWriteOptions().ordered(false))
                        .getMatchedCount())
                .isEqualTo(ids.size());
        acknowledged.replaceAll((_, version) -> version + 1);
    }
}
