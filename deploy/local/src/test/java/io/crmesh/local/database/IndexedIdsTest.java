package io.crmesh.local.database;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An index leads to its documents whatever their ids are, also after the file was closed and opened again. */
class IndexedIdsTest {

    private static final List<Object> IDS = List.of(
            "",
            "c",
            "cc",
            "c\0",
            "a\0b",
            "\1",
            "ord_c\1\2",
            "文",
            "a".repeat(300),
            7,
            7.5,
            9_000_000_000L,
            true,
            Instant.EPOCH,
            new ObjectId(),
            new Document("a", "c"));

    @TempDir
    Path folder;

    static List<Bson> indexes() {
        return List.of(
                Indexes.ascending("kind"),
                Indexes.ascending("kind", "_id"),
                Indexes.compoundIndex(Indexes.ascending("kind"), Indexes.descending("_id")),
                Indexes.descending("kind", "_id"));
    }

    @ParameterizedTest
    @MethodSource("indexes")
    void everyDocumentIsFoundByItsIndex(Bson index) {
        try (var database = EmbeddedDatabase.open(folder.resolve("db"), 0);
                var client = MongoClients.create(database.connectionString())) {
            var things = client.getDatabase("test").getCollection("things");
            var _ = things.createIndex(index);
            for (var id : IDS) {
                things.insertOne(new Document("_id", id).append("kind", "x"));
            }
            assertThat(found(client)).containsExactlyInAnyOrderElementsOf(stored(client));
        }
        try (var database = EmbeddedDatabase.open(folder.resolve("db"), 0);
                var client = MongoClients.create(database.connectionString())) {
            assertThat(found(client)).hasSize(IDS.size()).containsExactlyInAnyOrderElementsOf(stored(client));
        }
    }

    private static List<Object> found(MongoClient client) {
        return ids(client, eq("kind", "x"), new Document());
    }

    private static List<Object> stored(MongoClient client) {
        return ids(client, new Document(), Sorts.ascending("_id"));
    }

    private static List<Object> ids(MongoClient client, Bson filter, Bson order) {
        return client.getDatabase("test")
                .getCollection("things")
                .find(filter)
                .sort(order)
                .comment("test")
                .map(each -> each.get("_id"))
                .into(new ArrayList<>());
    }
}
