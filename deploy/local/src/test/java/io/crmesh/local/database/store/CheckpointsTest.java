package io.crmesh.local.database.store;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import de.bwaldvogel.mongo.bson.Document;
import io.crmesh.local.database.EmbeddedDatabase;
import io.crmesh.local.database.index.EncodedType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recovery of a process that was killed while a checkpoint was under way, or right after it. */
class CheckpointsTest {

    private static final String JOURNAL = "crm.mv.journal-";

    @TempDir
    private Path folder;

    @Test
    void bothJournalsAreReplayedInOrderAfterKillDuringCheckpoint() throws IOException {
        var number = anEmptyCollectionWithAnIndex();
        try (var journal = new Journal(file())) {
            journal.begin(number);
            put(journal, "a", "new");
            put(journal, "b", "new");
            assertThat(journal.write()).isPositive();
            journal.begin(number + 1);
            put(journal, "a", "paid");
            journal.remove("orders", "orders", "b");
            put(journal, "c", "new");
            assertThat(journal.write()).isPositive();
        }

        within(orders -> {
            assertThat(orders.find().sort(Sorts.ascending("_id")).into(new ArrayList<>()))
                    .containsExactly(order("a", "paid"), order("c", "new"));
            assertThat(orders.find(eq("state", "new")).into(new ArrayList<>())).containsExactly(order("c", "new"));
        });
        assertThat(journals()).hasSize(1);
    }

    @Test
    void journalBeforeLastCheckpointIsNotReplayed() throws IOException {
        var number = anEmptyCollectionWithAnIndex();
        try (var journal = new Journal(file())) {
            journal.begin(number - 1);
            put(journal, "a", "new");
            assertThat(journal.write()).isPositive();
        }

        within(orders -> assertThat(orders.countDocuments()).isZero());
        assertThat(journals()).hasSize(1).doesNotContain(number - 1);
    }

    /** The number of the journal that goes on from there. */
    private long anEmptyCollectionWithAnIndex() throws IOException {
        within(orders -> assertThat(orders.createIndex(new org.bson.Document("state", 1)))
                .isEqualTo("state_1"));
        return journals().getFirst();
    }

    private Path file() {
        return folder.resolve("crm.mv");
    }

    private static void put(Journal journal, String id, String state) {
        var order = new Document("_id", id).append("state", state);
        journal.put("orders", "orders", EncodedType.encode(order));
    }

    private static BsonDocument order(String id, String state) {
        return BsonDocument.parse("{_id: '%s', state: '%s'}".formatted(id, state));
    }

    private void within(Consumer<MongoCollection<BsonDocument>> work) {
        try (var database = EmbeddedDatabase.open(file(), 0);
                var client = MongoClients.create(database.connectionString())) {
            work.accept(client.getDatabase("orders").getCollection("orders", BsonDocument.class));
        }
    }

    private List<Long> journals() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> name.startsWith(JOURNAL))
                    .map(name -> Long.valueOf(name.substring(JOURNAL.length())))
                    .toList();
        }
    }
}
