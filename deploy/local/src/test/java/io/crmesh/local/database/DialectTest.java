package io.crmesh.local.database;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentDate;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.min;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What our services ask of a database. A new kind of query or update goes here first. */
class DialectTest {

    private final EmbeddedDatabase database = EmbeddedDatabase.inMemory(IndexPolicy.RECORDING);
    private final MongoClient client = MongoClients.create(database.connectionString());
    private final MongoCollection<Document> orders =
            client.getDatabase("orders").getCollection("orders");

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    @Test
    void commandIsWrittenByOneConditionalUpdate() {
        var early = Instant.parse("2026-01-01T00:00:00Z");
        orders.insertOne(new Document("_id", "ord_1").append("v", 1));
        for (var turn = 1; turn <= 3; turn++) {
            var write = combine(
                    set("state", new Document("turn", turn)),
                    set("pending.slot", 7),
                    inc("v", 1),
                    min("pending.since", early.plusSeconds(10 - turn)),
                    pushEach("pending.events", List.of(new Document("seq", turn))),
                    pushEach("commands", List.of(new Document("id", "c" + turn)), new PushOptions().slice(-2)));
            assertThat(orders.updateOne(and(eq("ord_1"), eq("v", turn)), write).getMatchedCount())
                    .isEqualTo(1);
        }

        var trim =
                combine(pull("pending.events", new Document("seq", new Document("$lte", 2))), currentDate("trimmed"));
        assertThat(orders.updateOne(and(eq("ord_1"), new Document("pending.events.seq", new Document("$lte", 2))), trim)
                        .getModifiedCount())
                .isEqualTo(1);

        var order = one(eq("ord_1"));
        assertThat(order.getInteger("v")).isEqualTo(4);
        assertThat(order.getList("commands", Document.class))
                .extracting(it -> it.get("id"))
                .containsExactly("c2", "c3");
        var pending = order.get("pending", Document.class);
        assertThat(pending.getList("events", Document.class)).containsExactly(new Document("seq", 3));
        assertThat(pending.getDate("since")).isEqualTo(early.plusSeconds(7));
        assertThat(order.getDate("trimmed")).isAfter(early);

        assertThat(orders.updateOne(and(eq("ord_1"), eq("v", 4)), unset("pending"))
                        .getModifiedCount())
                .isEqualTo(1);
        assertThat(orders.countDocuments(exists("pending"))).isZero();
    }

    @Test
    void secondUpsertUpdatesWhatFirstInserted() {
        var options = new UpdateOptions().upsert(true);
        for (var turn = 0; turn < 2; turn++) {
            var write = combine(setOnInsert("first", turn), inc("times", 1));
            assertThat(orders.updateOne(eq("ord_1"), write, options).wasAcknowledged())
                    .isTrue();
        }

        assertThat(one(eq("ord_1")))
                .isEqualTo(new Document("_id", "ord_1").append("first", 0).append("times", 2));
    }

    @Test
    void expiredLeaseIsTakenOnce() {
        var now = Instant.parse("2026-01-01T00:00:00Z");
        orders.insertOne(new Document("_id", "slot:3").append("until", now).append("token", 1));
        var options = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
        var take = combine(set("owner", "a"), set("until", now.plusSeconds(10)), inc("token", 1));

        var taken = orders.findOneAndUpdate(and(eq("slot:3"), lt("until", now.plusSeconds(1))), take, options);
        var again = orders.findOneAndUpdate(and(eq("slot:3"), lt("until", now.plusSeconds(1))), take, options);

        assertThat(taken).containsEntry("owner", "a").containsEntry("token", 2);
        assertThat(again).isNull();
    }

    @Test
    void duplicatesInUnorderedBulkAreNamedByTheirIndex() {
        orders.insertOne(new Document("_id", "b"));
        var writes = List.of(
                new InsertOneModel<>(new Document("_id", "a")),
                new InsertOneModel<>(new Document("_id", "b")),
                new UpdateOneModel<Document>(eq("a"), set("x", 1)),
                new InsertOneModel<>(new Document("_id", "b")),
                new InsertOneModel<>(new Document("_id", "c")));

        assertThatThrownBy(() -> orders.bulkWrite(writes, new BulkWriteOptions().ordered(false)))
                .isInstanceOfSatisfying(
                        MongoBulkWriteException.class,
                        e -> assertThat(e.getWriteErrors())
                                .allMatch(error -> error.getCode() == 11000)
                                .extracting(BulkWriteError::getIndex)
                                .containsExactlyInAnyOrder(1, 3));
        assertThat(ids(new Document())).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(one(eq("a"))).containsEntry("x", 1);
    }

    @Test
    void insertWithDuplicateCountsWhatItWrote() {
        orders.insertOne(new Document("_id", "there"));
        var some = List.of(new Document("_id", "a"), new Document("_id", "there"), new Document("_id", "b"));

        assertThat(insertedBefore(some, false)).isEqualTo(2);
        assertThat(insertedBefore(
                        List.of(new Document("_id", "c"), new Document("_id", "a"), new Document("_id", "d")), true))
                .isEqualTo(1);
        assertThat(orders.countDocuments()).isEqualTo(4);
    }

    private int insertedBefore(List<Document> some, boolean ordered) {
        try {
            var all = orders.insertMany(some, new InsertManyOptions().ordered(ordered));
            throw new AssertionError("No error in " + all);
        } catch (MongoBulkWriteException e) {
            return e.getWriteResult().getInsertedCount();
        }
    }

    @Test
    void filtersWithAndWithoutIndexFindTheSame() {
        var filters = List.<Bson>of(
                or(eq("a", 1), eq("a", 3)),
                and(eq("a", 1L), gt("n", 0)),
                eq("a", 1.0),
                eq("a", null),
                eq("tags", "x"),
                eq("tags", List.of("x", "y")),
                eq("lines.sku", "s1"),
                eq("lines.sku", "s2"),
                eq("deep", new Document("p", 1)),
                eq("lines.0.sku", "s1"),
                and(eq("b", 2), eq("a", 1)),
                and(eq("a", 1), exists("b", false)),
                new Document("a", new Document("$in", List.of(1, 3)).append("$gt", 1)),
                new Document("a", new Document("$ne", 1)),
                regex("name", "^al"));
        orders.insertMany(List.of(
                new Document("_id", "1").append("a", 1).append("n", 1).append("name", "alpha"),
                new Document("_id", "2")
                        .append("a", 1)
                        .append("b", 2)
                        .append("n", 0)
                        .append("name", "beta"),
                new Document("_id", "3")
                        .append("a", 3L)
                        .append("tags", List.of("x", "y"))
                        .append("b", List.of()),
                new Document("_id", "4").append("tags", "x").append("deep", new Document("p", 1)),
                new Document("_id", "5")
                        .append("a", List.of(1, 2))
                        .append(
                                "lines",
                                List.of(new Document("sku", "s1"), new Document("sku", List.of("s2", "s3"))))));
        var scanned = filters.stream().map(this::ids).toList();

        for (var keys : List.of("a", "a b", "tags", "b a", "lines.sku", "deep", "name", "lines.0.sku")) {
            var index = new Document();
            List.of(keys.split(" ")).forEach(key -> index.append(key, 1));
            assertThat(orders.createIndex(index)).isNotNull();
        }

        assertThat(filters.stream().map(this::ids).toList()).isEqualTo(scanned);
        assertThat(scanned.get(1)).containsExactly("1");
        assertThat(scanned.get(7)).containsExactly("5");
    }

    @Test
    void indexFollowsEveryChange() {
        assertThat(orders.createIndex(new Document("tags", 1))).isNotNull();
        orders.insertOne(new Document("_id", "1").append("tags", List.of("x", "y")));

        assertThat(orders.updateOne(eq("1"), set("tags", List.of("y", "z"))).getModifiedCount())
                .isEqualTo(1);
        assertThat(ids(eq("tags", "x"))).isEmpty();
        assertThat(ids(eq("tags", "z"))).containsExactly("1");

        assertThat(orders.findOneAndUpdate(eq("tags", "z"), unset("tags"))).isNotNull();
        assertThat(ids(eq("tags", "z"))).isEmpty();

        assertThat(orders.replaceOne(eq("1"), new Document("tags", "w")).getModifiedCount())
                .isEqualTo(1);
        assertThat(orders.deleteOne(eq("tags", "w")).getDeletedCount()).isEqualTo(1);
        assertThat(ids(eq("tags", "w"))).isEmpty();
    }

    @Test
    void uniqueIndexRefusesDuplicate() {
        assertThat(orders.createIndex(
                        new Document("sku", 1), new IndexOptions().unique(true).sparse(true)))
                .isNotNull();
        orders.insertMany(List.of(new Document("sku", "s1"), new Document(), new Document()));

        assertThatThrownBy(() -> orders.insertOne(new Document("sku", "s1")))
                .isInstanceOfSatisfying(
                        MongoWriteException.class, e -> assertThat(e.getCode()).isEqualTo(11000));
        assertThat(orders.updateOne(eq("sku", "s1"), set("x", 1)).getModifiedCount())
                .isEqualTo(1);
    }

    @Test
    void uniquePartialIndexRefusesDuplicateOnlyWhereItsFilterMatches() {
        var ifActive = new IndexOptions().unique(true).partialFilterExpression(eq("active", true));
        assertThat(orders.createIndex(new Document("sku", 1), ifActive)).isNotNull();
        orders.insertMany(List.of(
                new Document("_id", "old").append("sku", "s1").append("active", false),
                new Document("_id", "older").append("sku", "s1").append("active", false),
                new Document("_id", "now").append("sku", "s1").append("active", true)));

        assertThatThrownBy(() -> orders.updateOne(eq("old"), set("active", true)))
                .isInstanceOfSatisfying(
                        MongoWriteException.class, e -> assertThat(e.getCode()).isEqualTo(11000));
        assertThat(orders.updateOne(eq("now"), set("active", false)).getModifiedCount())
                .isEqualTo(1);
        assertThat(orders.updateOne(eq("old"), set("active", true)).getModifiedCount())
                .isEqualTo(1);
        assertThat(ids(eq("sku", "s1"))).containsExactly("now", "old", "older");
        assertThat(ids(and(eq("sku", "s1"), eq("active", true)))).containsExactly("old");
    }

    @Test
    void sortLimitAndProjectionAreApplied() {
        for (var number = 0; number < 300; number++) {
            orders.insertOne(new Document("_id", number)
                    .append("a", number)
                    .append("b", "b")
                    .append("c", "c"));
        }

        assertThat(orders.find(lt("a", 200)).sort(descending("a")).limit(2).projection(include("a")))
                .containsExactly(new Document("_id", 199).append("a", 199), new Document("_id", 198).append("a", 198));
        assertThat(orders.find(eq(7)).projection(exclude("b", "c")))
                .containsExactly(new Document("_id", 7).append("a", 7));
        assertThat(orders.find().batchSize(50).into(new ArrayList<>())).hasSize(300);
    }

    @Test
    void resultLargerThanOneAnswerComesInBatches() {
        var large = "x".repeat(50_000);
        for (int block = 0; block < 10; block++) {
            var from = block * 110;
            var _ = orders.insertMany(IntStream.range(from, from + 110)
                    .mapToObj(i -> new Document("_id", "o%d".formatted(i)).append("text", large))
                    .toList());
        }

        assertThat(orders.find().into(new ArrayList<>())).hasSize(1100);
    }

    @Test
    void healthCheckCommandsAreAnswered() {
        var admin = client.getDatabase("admin");

        assertThat(admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary"))
                .isTrue();
        assertThat(client.getDatabase("orders").runCommand(new Document("ping", 1)))
                .containsKey("ok");
    }

    private Document one(Bson filter) {
        return orders.find(filter).into(new ArrayList<>()).getFirst();
    }

    private List<Object> ids(Bson filter) {
        return orders.find(filter)
                .sort(new Document("_id", 1))
                .map(it -> it.get("_id"))
                .into(new ArrayList<>());
    }
}
