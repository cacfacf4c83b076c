package io.crmesh.benchmarks.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.crmesh.local.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountingProxyTest {

    @Test
    void commandOfManyDocumentsIsCountedOnce(@TempDir Path folder) throws IOException {
        try (var database = EmbeddedDatabase.open(folder.resolve("crm.mv"), 0);
                var proxy = CountingProxy.before(database.port());
                var client = MongoClients.create("mongodb://127.0.0.1:%d/?retryWrites=false".formatted(proxy.port()))) {
            var orders = client.getDatabase("test").getCollection("orders");

            var _ = orders.insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
            var _ = orders.updateOne(Filters.eq(1), Updates.set("paid", true));
            var found = orders.find(Filters.eq(1)).first();
            var _ = orders.find(Filters.eq(2)).first();

            assertThat(found).containsEntry("paid", true);
            assertThat(proxy.commands()).isEqualTo(Map.of("insert orders", 1L, "update orders", 1L, "find orders", 2L));
        }
    }
}
