package io.crmesh.local.database;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir
    private Path folder;

    @Test
    void whatWasStoredIsThereAfterReopening() {
        var file = folder.resolve("crm.mv");
        try (var database = EmbeddedDatabase.open(file, 0);
                var client = MongoClients.create(database.connectionString())) {
            var orders = client.getDatabase("orders").getCollection("orders");
            orders.insertOne(new Document("_id", "ord_1").append("v", 1));
            assertThat(orders.updateOne(and(eq("ord_1"), eq("v", 1)), inc("v", 1))
                            .getMatchedCount())
                    .isEqualTo(1);
        }

        var start = Instant.now();
        try (var database = EmbeddedDatabase.open(file, 0);
                var client = MongoClients.create(database.connectionString())) {
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(500));

            var orders = client.getDatabase("orders").getCollection("orders");
            assertThat(orders.find(eq("ord_1")).first()).isEqualTo(new Document("_id", "ord_1").append("v", 2));
        }
    }
}
