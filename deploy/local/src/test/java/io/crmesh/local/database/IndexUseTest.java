package io.crmesh.local.database;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Sorts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the services do all day may not cost more because there is more data. */
class IndexUseTest {

    private static final int FEW = 1_000;
    private static final int MANY = 100_000;

    /** Below this, medians differ by what else the machine does. A scan of the many documents takes a hundred times as long. */
    private static final Duration NOISE = Duration.ofMillis(2);

    @TempDir
    private Path folder;

    @Test
    void hundredTimesTheDataCostsTheSame() {
        var file = folder.resolve("crm.mv");
        try (var database = EmbeddedDatabase.open(file, 0, IndexPolicy.RECORDING);
                var client = MongoClients.create(withLongTimeout(database))) {
            var few = filled(client, "few", FEW);
            var many = filled(client, "many", MANY);

            assertSameCost(medians(few, FEW), medians(many, MANY));
        }

        var start = Instant.now();
        try (var database = EmbeddedDatabase.open(file, 0, IndexPolicy.RECORDING);
                var client = MongoClients.create(withLongTimeout(database))) {
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(1500));
            var few = client.getDatabase("orders").getCollection("few");
            var many = client.getDatabase("orders").getCollection("many");
            assertSameCost(medians(few, FEW), medians(many, MANY));
        }
    }

    private static String withLongTimeout(EmbeddedDatabase database) {
        return database.connectionString().replace("socketTimeoutMS=5000", "socketTimeoutMS=60000");
    }

    private static MongoCollection<Document> filled(MongoClient client, String name, int size) {
        var orders = client.getDatabase("orders").getCollection(name);
        declareIndexes(orders, List.of("customer", "placedAt"));
        declareIndexes(orders, List.of("externalId.system", "externalId.id"));
        declareIndexes(orders, List.of("placedAt"));
        assertThat(orders.createIndex(
                        new Document("kind", 1).append("placedAt", -1).append("_id", -1)))
                .isNotNull();
        var ifStated = new IndexOptions().partialFilterExpression(exists("state"));
        assertThat(orders.createIndex(new Document("total", -1).append("_id", -1), ifStated))
                .isNotNull();
        for (var from = 0; from < size; from += 1000) {
            orders.insertMany(IntStream.range(from, from + 1000)
                    .mapToObj(number -> order(number, size))
                    .toList());
        }
        declareIndexes(orders, List.of("tokens")); // On documents that are there already.
        var ifPending =
                new IndexOptions().partialFilterExpression(new Document("pending.slot", new Document("$exists", true)));
        assertThat(orders.createIndex(new Document("pending.slot", 1).append("pending.since", 1), ifPending))
                .isNotNull();
        return orders;
    }

    private static void declareIndexes(MongoCollection<Document> orders, List<String> fields) {
        var keys = new Document();
        fields.forEach(field -> keys.append(field, 1));
        assertThat(orders.createIndex(keys)).isNotNull();
    }

    /** Ten orders per customer and token, one in a hundredth of the smaller collection pending, in both sizes. */
    private static Document order(int number, int size) {
        var order = new Document("_id", "ord-" + number)
                .append("v", 1)
                .append("customer", "cus-" + number % (size / 10))
                .append("placedAt", Instant.ofEpochMilli(number))
                .append("kind", number % 3)
                .append("total", number * 7 % size)
                .append("externalId", new Document("system", "shop").append("id", "x-" + number))
                .append("tokens", List.of("t-" + number % (size / 10), "u-" + number))
                .append("state", "x".repeat(200));
        if (number % (size / 20) == 0) {
            order.append(
                    "pending",
                    new Document("slot", number / (size / 20) % 4).append("since", Instant.ofEpochMilli(number)));
        }
        return order;
    }

    private static Map<String, Duration> medians(MongoCollection<Document> orders, int size) {
        var found = new LinkedHashMap<String, Duration>();
        found.put(
                "conditional write",
                median(
                        turn -> {
                            var id = "ord-" + turn * 7 % size;
                            var order =
                                    orders.find(eq(id)).into(new ArrayList<>()).getFirst();
                            return orders.updateOne(and(eq(id), eq("v", order.getInteger("v"))), inc("v", 1))
                                    .getMatchedCount();
                        },
                        1));
        found.put(
                "sweep",
                median(
                        turn -> (long) orders.find(and(
                                        in("pending.slot", 0, 1, 2), lt("pending.since", Instant.ofEpochMilli(MANY))))
                                .sort(Sorts.ascending("pending.since"))
                                .limit(500)
                                .into(new ArrayList<>())
                                .size(),
                        15));
        found.put(
                "by customer",
                median(turn -> count(orders, new Document("customer", "cus-" + turn % (size / 10))), 10));
        found.put(
                "by customer, more asked",
                median(
                        turn -> count(
                                orders,
                                new Document("v", new Document("$gt", 0))
                                        .append("customer", "cus-" + turn % (size / 10))),
                        10));
        found.put(
                "how many are pending", median(turn -> orders.countDocuments(in("pending.slot", turn % 2, 2, 3)), 15));
        found.put("first page", median(_ -> (long) page(orders, new Document()).size(), 50));
        found.put(
                "first page of a partial index",
                median(
                        _ -> (long) orders.find(exists("state"))
                                .sort(Sorts.descending("total", "_id"))
                                .limit(50)
                                .into(new ArrayList<>())
                                .size(),
                        50));
        found.put(
                "first page in mixed directions",
                median(
                        _ -> (long) orders.find()
                                .sort(Sorts.orderBy(Sorts.ascending("kind"), Sorts.descending("placedAt", "_id")))
                                .limit(50)
                                .into(new ArrayList<>())
                                .size(),
                        50));
        found.put(
                "page in the middle",
                median(
                        turn -> {
                            var place = Instant.ofEpochMilli(size / 2 + turn);
                            return (long) page(
                                            orders,
                                            or(
                                                    lt("placedAt", place),
                                                    and(eq("placedAt", place), lt("_id", "x")),
                                                    eq("placedAt", null)))
                                    .size();
                        },
                        50));
        found.put("by token", median(turn -> count(orders, new Document("tokens", "t-" + turn % (size / 10))), 10));
        found.put(
                "by external id",
                median(
                        turn -> count(
                                orders, new Document("externalId.system", "shop").append("externalId.id", "x-" + turn)),
                        1));
        found.put(
                "by ids",
                median(
                        turn -> count(
                                orders,
                                new Document(
                                        "$and",
                                        List.of(
                                                new Document(
                                                        "_id",
                                                        new Document(
                                                                "$in",
                                                                List.of("ord-" + turn, "ord-" + (turn + 1), "none"))),
                                                new Document("v", new Document("$gt", 0))))),
                        2));
        return found;
    }

    private static List<Document> page(MongoCollection<Document> orders, Bson filter) {
        return orders.find(filter)
                .sort(Sorts.descending("placedAt", "_id"))
                .limit(50)
                .into(new ArrayList<>());
    }

    private static long count(MongoCollection<Document> orders, Document filter) {
        return orders.find(filter).into(new ArrayList<>()).size();
    }

    private static Duration median(IntFunction<Long> access, long expected) {
        var nanos = new ArrayList<Long>();
        for (var turn = 0; turn < 101; turn++) {
            var start = System.nanoTime();
            var found = access.apply(turn);
            nanos.add(System.nanoTime() - start);
            assertThat(found).isEqualTo(expected);
        }
        return Duration.ofNanos(nanos.stream().sorted().toList().get(50));
    }

    private static void assertSameCost(Map<String, Duration> few, Map<String, Duration> many) {
        assertThat(many)
                .allSatisfy((access, cost) -> assertThat(cost)
                        .as("%s: %s with few, %s with many", access, few.get(access), cost)
                        .isLessThanOrEqualTo(NOISE.plus(
                                few.getOrDefault(access, Duration.ZERO).multipliedBy(2))));
    }
}
