package io.crmesh.local.database;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order in which an index is walked equals a sort in memory: values of all kinds, in both directions, in pages. */
class IndexOrderTest {

    private static final List<Object> VALUES = values();
    private static final List<Bson> FILTERS = List.of(
            new Document(),
            eq("kind", "a"),
            in("kind", "a", "b"),
            exists("kind"),
            and(in("kind", "a", "b"), gt("value", 3)),
            gt("value", 3),
            gte("value", Instant.ofEpochMilli(5)),
            lt("value", "b"),
            and(gt("value", ""), lte("value", "a\0b")),
            and(gt("value", 5), lt("value", 2)),
            or(lt("value", 4), and(eq("value", 4), gt("_id", "d-2")), eq("value", null)),
            or(gt("value", "a"), and(eq("value", "a"), gt("_id", "d-1"))),
            or(eq("kind", "b"), lt("value", 2)),
            and(eq("kind", "b"), or(ne("value", null), gt("_id", "d-4"))));
    private static final List<Bson> ORDERS = List.of(
            Sorts.ascending("value", "_id"),
            Sorts.descending("value", "_id"),
            Sorts.orderBy(Sorts.ascending("value"), Sorts.descending("_id")),
            Sorts.orderBy(Sorts.ascending("kind"), Sorts.descending("value"), Sorts.ascending("_id")),
            Sorts.orderBy(Sorts.descending("kind"), Sorts.ascending("value"), Sorts.descending("_id")),
            Sorts.ascending("_id"),
            Sorts.descending("_id"));

    private final EmbeddedDatabase database = EmbeddedDatabase.inMemory(IndexPolicy.RECORDING);
    private final MongoClient client = MongoClients.create(database.connectionString());

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    private static List<Object> values() {
        var values = new ArrayList<Object>(List.of(
                "", "a", "a\0", "a\0b", "a\1", "ab", "b", "ä", "文", true, false, -7, -0.5, 0, 0.0, 2, 3L, 4, 4.5));
        IntStream.range(0, 8).mapToObj(Instant::ofEpochMilli).forEach(values::add);
        values.addAll(Collections.nCopies(6, null));
        return values;
    }

    @Test
    void walkedIndexGivesSameOrderAsSort() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var plain = client.getDatabase("orders").getCollection("plain");
        var indexed = client.getDatabase("orders").getCollection("indexed");
        var partial = client.getDatabase("orders").getCollection("partial");
        var mixed = client.getDatabase("orders").getCollection("mixed");
        assertThat(indexed.createIndex(Indexes.ascending("value"))).isNotNull();
        assertThat(indexed.createIndex(Indexes.ascending("kind", "value"))).isNotNull();
        assertThat(mixed.createIndex(Indexes.descending("value"))).isNotNull();
        assertThat(mixed.createIndex(Indexes.compoundIndex(Indexes.ascending("kind"), Indexes.descending("value"))))
                .isNotNull();
        assertThat(partial.createIndex(
                        Indexes.descending("value"), new IndexOptions().partialFilterExpression(exists("kind"))))
                .isNotNull();
        assertThat(partial.createIndex(
                        Indexes.ascending("kind", "value"),
                        new IndexOptions().partialFilterExpression(gte("value", 3))))
                .isNotNull();
        for (var number = 0; number < 200; number++) {
            var document =
                    new Document("_id", "d-" + (random.nextInt(5_000) * 200 + number)).append("kind", kind(random));
            if (random.nextInt(10) == 0) {
                document.remove("kind");
            }
            if (random.nextInt(10) > 0) {
                document.append("value", VALUES.get(random.nextInt(VALUES.size())));
            }
            assertThat(plain.insertOne(document).wasAcknowledged()).isTrue();
            assertThat(indexed.insertOne(document).wasAcknowledged()).isTrue();
            assertThat(partial.insertOne(document).wasAcknowledged()).isTrue();
            assertThat(mixed.insertOne(document).wasAcknowledged()).isTrue();
        }

        for (var filter : FILTERS) {
            for (var order : ORDERS) {
                for (var limit : List.of(0, 1, 7)) {
                    var expected = found(plain, filter, order, limit);
                    assertThat(found(indexed, filter, order, limit))
                            .as("%s in %s, %s, seed %s", filter, order, limit, seed)
                            .isEqualTo(expected);
                    assertThat(found(partial, filter, order, limit))
                            .as("partial index: %s in %s, %s, seed %s", filter, order, limit, seed)
                            .isEqualTo(expected);
                    assertThat(found(mixed, filter, order, limit))
                            .as("mixed directions: %s in %s, %s, seed %s", filter, order, limit, seed)
                            .isEqualTo(expected);
                }
            }
            assertThat(indexed.countDocuments(filter))
                    .as("%s, seed %s", filter, seed)
                    .isEqualTo(found(plain, filter, new Document(), 0).size());
        }
    }

    private static String kind(Random random) {
        return List.of("a", "b", "c").get(random.nextInt(3));
    }

    /** One document with a list has several entries; then the index alone does not tell the order. */
    @Test
    void sortByFieldWithArrayReturnsEachDocumentOnce() {
        var some = client.getDatabase("orders").getCollection("some");
        assertThat(some.createIndex(Indexes.ascending("value"))).isNotNull();
        assertThat(some.createIndex(
                        Indexes.descending("value"), new IndexOptions().partialFilterExpression(exists("value"))))
                .isNotNull();
        assertThat(some.insertMany(List.of(
                                new Document("_id", "one").append("value", 1),
                                new Document("_id", "two").append("value", List.of(0, 9)),
                                new Document("_id", "three").append("value", 3)))
                        .wasAcknowledged())
                .isTrue();

        assertThat(found(some, new Document(), Sorts.ascending("value", "_id"), 0))
                .extracting(document -> document.getString("_id"))
                .containsExactlyInAnyOrder("one", "two", "three");
        assertThat(found(some, exists("value"), Sorts.descending("value"), 0))
                .extracting(document -> document.getString("_id"))
                .containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void largestLimitWithSkipIsAccepted() {
        var some = client.getDatabase("orders").getCollection("some");
        assertThat(some.insertMany(List.of(new Document("value", 2), new Document("value", 1)))
                        .wasAcknowledged())
                .isTrue();

        var found = some.find()
                .sort(Sorts.ascending("value"))
                .skip(1)
                .limit(Integer.MAX_VALUE)
                .into(new ArrayList<>());

        assertThat(found).extracting(document -> document.getInteger("value")).containsExactly(2);
    }

    private static List<Document> found(MongoCollection<Document> in, Bson filter, Bson order, int limit) {
        return in.find(filter).sort(order).limit(limit).into(new ArrayList<>());
    }
}
