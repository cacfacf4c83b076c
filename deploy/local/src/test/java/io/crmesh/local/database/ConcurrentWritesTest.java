package io.crmesh.local.database;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentWritesTest {

    private static final int THREADS = 8;

    @TempDir
    private Path folder;

    private EmbeddedDatabase database;
    private MongoClient client;
    private MongoCollection<Document> orders;

    @BeforeEach
    void open() {
        database = EmbeddedDatabase.open(folder.resolve("crm.mv"), 0);
        client = MongoClients.create(database.connectionString());
        orders = client.getDatabase("orders").getCollection("orders");
    }

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    @Test
    void eachVersionIsWonByExactlyOneConditionalUpdate() throws Exception {
        orders.insertOne(new Document("_id", "ord_1").append("v", 0).append("copy", 0));

        var won = together(() -> {
            var wins = 0;
            for (var turn = 0; turn < 500; turn++) {
                var seen = version();
                var change = combine(inc("v", 1), set("copy", seen + 1));
                wins += (int) orders.updateOne(and(eq("ord_1"), eq("v", seen)), change)
                        .getMatchedCount();
            }
            return wins;
        });

        assertThat(won).isEqualTo(version()).isPositive();
    }

    /** Also shows that no reader sees a document that is half updated. */
    private int version() {
        var order = orders.find(eq("ord_1")).into(new ArrayList<>()).getFirst();
        assertThat(order.getInteger("copy")).isEqualTo(order.getInteger("v"));
        return order.getInteger("v");
    }

    @Test
    void eachIdIsTakenByExactlyOneInsert() throws Exception {
        var won = together(() -> {
            var wins = 0;
            for (var number = 0; number < 100; number++) {
                wins += insert("ord_" + number);
            }
            return wins;
        });

        assertThat(won).isEqualTo(100);
        assertThat(orders.countDocuments()).isEqualTo(100);
    }

    private int insert(String id) {
        try {
            return orders.insertOne(new Document("_id", id)).wasAcknowledged() ? 1 : 0;
        } catch (MongoWriteException e) {
            assertThat(e.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY);
            assertThat(e.getError().getCode()).isEqualTo(11000);
            return 0;
        }
    }

    private static int together(Callable<Integer> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var running = new ArrayList<Future<Integer>>();
            for (var thread = 0; thread < THREADS; thread++) {
                running.add(threads.submit(work));
            }
            var sum = 0;
            for (var one : running) {
                sum += one.get();
            }
            return sum;
        }
    }
}
