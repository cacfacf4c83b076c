package io.crmesh.local.database;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOneModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSizeTest {

    private static final int ORDERS = 10_000;
    private static final int UPDATES = 40_000;
    private static final int ORDER_BYTES = 1_000;

    @TempDir
    private Path folder;

    @Test
    void repeatedUpdatesKeepFileSizeBounded() throws IOException {
        var file = folder.resolve("crm.mv");
        try (var database = EmbeddedDatabase.open(file, 0);
                var client = MongoClients.create(database.connectionString())) {
            var orders = client.getDatabase("orders").getCollection("orders");
            insertAll(orders);
            updateAtRandom(orders);

            assertThat(sizeOfAllFiles()).isLessThan(7L * ORDERS * ORDER_BYTES);
        }

        var start = Instant.now();
        try (var _ = EmbeddedDatabase.open(file, 0)) {
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
        }
        assertThat(sizeOfAllFiles()).isLessThan(5L * ORDERS * ORDER_BYTES);
    }

    private static void insertAll(MongoCollection<Document> orders) {
        for (var from = 0; from < ORDERS; from += 1000) {
            orders.insertMany(IntStream.range(from, from + 1000)
                    .mapToObj(
                            number -> new Document("_id", number).append("v", 1).append("state", state(number)))
                    .toList());
        }
    }

    private static void updateAtRandom(MongoCollection<Document> orders) {
        var random = new Random(7);
        for (var done = 0; done < UPDATES; done += 100) {
            var updates = random.ints(100, 0, ORDERS)
                    .mapToObj(number -> new UpdateOneModel<Document>(
                            eq(number), combine(inc("v", 1), set("state", state(random.nextInt())))))
                    .toList();
            assertThat(orders.bulkWrite(updates).getMatchedCount()).isEqualTo(100);
        }
    }

    private static String state(int seed) {
        return String.valueOf((char) ('a' + Math.floorMod(seed, 26))).repeat(ORDER_BYTES - 60);
    }

    private long sizeOfAllFiles() throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(it -> it.toFile().length()).sum();
        }
    }
}
