package io.crmesh.local.database;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Sorts.orderBy;
import static com.mongodb.client.model.Updates.set;
import static io.crmesh.local.database.UnservedQuery.Reason.BLOCKING_SORT;
import static io.crmesh.local.database.UnservedQuery.Reason.COLLECTION_SCAN;
import static io.crmesh.local.database.UnservedQuery.Reason.WHOLE_INDEX_SCAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.DeleteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real MongoDB could answer only by a scan or a sort in memory is refused in strict mode. */
class IndexPolicyTest {

    private static final Bson ALL = new Document();
    private static final Bson UNSORTED = new Document();

    private final EmbeddedDatabase database = EmbeddedDatabase.inMemory(IndexPolicy.STRICT);
    private final MongoClient client = MongoClients.create(database.connectionString());
    private final MongoCollection<Document> orders =
            client.getDatabase("orders").getCollection("orders");

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    @Test
    void filterOnUnindexedFieldIsRefused() {
        index(ascending("customer", "placedAt"));

        assertServed(eq("customer", "c"), UNSORTED);
        assertServed(and(eq("state", "new"), eq("customer", "c")), UNSORTED);
        assertServed(eq("_id", "o"), UNSORTED);
        assertServed(and(eq("_id", "o"), eq("state", "new")), UNSORTED);
        assertRefused(eq("state", "new"), UNSORTED, COLLECTION_SCAN);
        assertRefused(gt("placedAt", 1), UNSORTED, COLLECTION_SCAN);
    }

    @Test
    void refusalNamesCollectionFilterAndSort() {
        index(ascending("customer"));

        assertThatThrownBy(() -> found(and(eq("state", "new"), gt("total", 5)), descending("placedAt")))
                .isInstanceOfSatisfying(
                        MongoException.class, e -> assertThat(e.getCode()).isEqualTo(291))
                .hasMessageContaining("find on orders.orders, filter {state: $eq, total: $gt}, sort {placedAt: -1}");
    }

    @Test
    void everythingWithoutSortIsReadOnPurpose() {
        assertServed(ALL, UNSORTED);
        assertServed(ALL, new Document("$natural", 1));
        assertThat(orders.countDocuments()).isZero();
        assertThat(orders.deleteMany(ALL).getDeletedCount()).isZero();
        assertThat(database.unservedQueries()).isEmpty();
    }

    @Test
    void sortOfEverythingIsServedByBeginningOfIndexOnly() {
        index(ascending("placedAt", "customer", "_id"));

        assertServed(ALL, ascending("placedAt"));
        assertServed(ALL, descending("placedAt", "customer"));
        assertServed(ALL, descending("_id"));
        assertRefused(ALL, ascending("customer"), BLOCKING_SORT);
        assertRefused(ALL, ascending("placedAt", "_id"), BLOCKING_SORT);
    }

    @Test
    void sortByFieldBehindEqualityIsServed() {
        index(ascending("customer", "state", "placedAt", "_id"));

        assertServed(and(eq("customer", "c"), eq("state", "new")), descending("placedAt", "_id"));
        assertServed(eq("customer", "c"), ascending("state"));
        assertServed(eq("customer", "c"), ascending("customer", "state"));
        assertRefused(eq("customer", "c"), descending("placedAt", "_id"), BLOCKING_SORT);
    }

    @Test
    void rangeBeforeSortIsRefusedAndRangeBehindItIsServed() {
        index(ascending("customer", "total", "placedAt"));

        assertRefused(and(eq("customer", "c"), gt("total", 5)), ascending("placedAt"), BLOCKING_SORT);
        assertServed(and(eq("customer", "c"), gt("placedAt", 5)), ascending("total", "placedAt"));
        assertServed(and(eq("customer", "c"), gt("total", 5)), ascending("total"));
    }

    @Test
    void idAsLastSortFieldMustBeKeyOfIndex() {
        index(ascending("placedAt"));

        assertServed(gt("placedAt", 1), ascending("placedAt"));
        assertRefused(gt("placedAt", 1), ascending("placedAt", "_id"), BLOCKING_SORT);
    }

    @Test
    void sortAgainstSomeDirectionsOfIndexIsRefused() {
        index(orderBy(ascending("customer"), descending("placedAt"), ascending("_id")));

        assertServed(eq("customer", "c"), orderBy(descending("placedAt"), ascending("_id")));
        assertServed(eq("customer", "c"), orderBy(ascending("placedAt"), descending("_id")));
        assertServed(ALL, orderBy(descending("customer"), ascending("placedAt")));
        assertRefused(eq("customer", "c"), descending("placedAt", "_id"), BLOCKING_SORT);
        assertRefused(ALL, ascending("customer", "placedAt"), BLOCKING_SORT);
    }

    @Test
    void severalValuesBeforeSortAreMergedUpToLimit() {
        index(ascending("state", "placedAt"));

        assertServed(in("state", "new", "paid"), descending("placedAt"));
        assertServed(in("state", values(200)), descending("placedAt"));
        assertRefused(in("state", values(201)), descending("placedAt"), BLOCKING_SORT);
        assertServed(in("state", values(201)), UNSORTED);
    }

    @Test
    void severalValuesBehindSortFieldAreRefusedBeforeAnother() {
        index(ascending("placedAt", "state", "total"));

        assertServed(and(gt("placedAt", 1), eq("state", "new")), ascending("placedAt", "total"));
        assertRefused(
                and(gt("placedAt", 1), in("state", "new", "paid")), ascending("placedAt", "total"), BLOCKING_SORT);
    }

    @Test
    void disjunctionIsServedOnlyIfEachBranchIs() {
        index(ascending("customer"));
        index(ascending("state"));

        assertServed(or(eq("customer", "c"), eq("state", "new")), UNSORTED);
        assertServed(or(eq("customer", "c"), and(eq("total", 1), in("state", "new", "paid"))), UNSORTED);
        assertServed(and(eq("customer", "c"), or(eq("total", 1), eq("total", 2))), UNSORTED);
        assertRefused(or(eq("customer", "c"), eq("total", 1)), UNSORTED, COLLECTION_SCAN);
    }

    @Test
    void sortedDisjunctionIsServedByItsBranchesOrByWalkingItsOrder() {
        index(ascending("placedAt", "_id"));
        index(ascending("customer"));

        assertServed(
                or(lt("placedAt", 5), and(eq("placedAt", 5), lt("_id", "o")), eq("placedAt", null)),
                descending("placedAt", "_id"));
        assertServed(or(and(eq("placedAt", null), gt("_id", "o")), ne("placedAt", null)), ascending("placedAt", "_id"));
        assertServed(or(lt("placedAt", 5), eq("customer", "c")), descending("placedAt", "_id"));
        assertRefused(or(lt("placedAt", 5), eq("customer", "c")), descending("total", "_id"), BLOCKING_SORT);
    }

    @Test
    void nextPageOfCustomerIsServedByBranchesWithCommonCondition() {
        index(ascending("customer", "placedAt", "_id"));

        assertServed(
                and(eq("customer", "c"), or(lt("placedAt", 5), and(eq("placedAt", 5), lt("_id", "o")))),
                descending("placedAt", "_id"));
        assertServed(
                and(in("customer", "c", "d"), or(lt("placedAt", 5), and(eq("placedAt", 5), lt("_id", "o")))),
                descending("placedAt", "_id"));
    }

    @Test
    void filterThatOnlySkipsWhileWalkingSortIsServed() {
        index(ascending("placedAt"));

        assertServed(eq("state", "new"), ascending("placedAt"));
    }

    @Test
    void conditionThatBoundsNothingIsRecordedAsWholeIndexScan() {
        index(ascending("state"));
        index(ascending("customer"));

        assertServed(regex("state", "^new"), UNSORTED);
        assertServed(exists("state", false), UNSORTED);
        assertServed(eq("state", null), UNSORTED);
        assertOnlyRecorded(regex("state", "new"), "{state: $regex}");
        assertOnlyRecorded(regex("customer", "^new", "i"), "{customer: $regex}");
        assertOnlyRecorded(ne("state", "new"), "{state: $ne}");
        assertOnlyRecorded(ne("state", null), "{state: $ne null}");
        assertOnlyRecorded(exists("state"), "{state: $exists true}");
    }

    @Test
    void partialIndexServesOnlyWhatRepeatsItsFilter() {
        var ifPending = new IndexOptions().partialFilterExpression(exists("pending.slot"));
        index(ascending("pending.slot", "pending.since"), ifPending);

        assertServed(eq("pending.slot", 3), ascending("pending.since"));
        assertServed(in("pending.slot", 1, 2, 3), ascending("pending.since"));
        assertServed(exists("pending.slot"), UNSORTED);
        assertRefused(eq("pending.slot", null), UNSORTED, COLLECTION_SCAN);
        assertRefused(exists("pending.slot", false), UNSORTED, COLLECTION_SCAN);
        assertRefused(ALL, ascending("pending.slot"), BLOCKING_SORT);
    }

    @Test
    void partialIndexOnOtherFieldNeedsThatCondition() {
        index(ascending("customer"), new IndexOptions().partialFilterExpression(gte("total", 100)));

        assertServed(and(eq("customer", "c"), gt("total", 500)), UNSORTED);
        assertServed(and(eq("customer", "c"), eq("total", 100)), UNSORTED);
        assertServed(and(eq("customer", null), eq("total", 100)), UNSORTED);
        assertRefused(eq("customer", "c"), UNSORTED, COLLECTION_SCAN);
        assertRefused(and(eq("customer", "c"), gt("total", 5)), UNSORTED, COLLECTION_SCAN);
    }

    @Test
    void partialIndexWithExactlyWhatMatchesServesSort() {
        index(descending("placedAt", "_id"), new IndexOptions().partialFilterExpression(exists("state")));

        assertServed(exists("state"), descending("placedAt", "_id"));
        assertServed(and(exists("state"), new Document()), ascending("placedAt", "_id"));
        assertRefused(ALL, descending("placedAt", "_id"), BLOCKING_SORT);
        assertServed(and(exists("state"), eq("total", 1)), descending("placedAt", "_id"));
    }

    @Test
    void sparseIndexServesNeitherMissingFieldsNorOrderOfEverything() {
        index(ascending("sku"), new IndexOptions().sparse(true));

        assertServed(eq("sku", "s"), UNSORTED);
        assertServed(exists("sku"), ascending("sku"));
        assertRefused(regex("sku", "s"), UNSORTED, COLLECTION_SCAN);
        assertRefused(eq("sku", null), UNSORTED, COLLECTION_SCAN);
        assertRefused(ALL, ascending("sku"), BLOCKING_SORT);
    }

    @Test
    void sortOfSingleDocumentIsServed() {
        index(ascending("system", "number"), new IndexOptions().unique(true));

        assertServed(eq("_id", "o"), descending("placedAt"));
        assertServed(and(eq("system", "shop"), eq("number", 1)), descending("placedAt"));
        assertRefused(eq("system", "shop"), descending("placedAt"), BLOCKING_SORT);
        assertRefused(in("_id", "o", "p"), descending("placedAt"), BLOCKING_SORT);
    }

    @Test
    void everyCommandWithUnservedFilterIsRefused() {
        index(ascending("customer"));
        var unserved = eq("state", "new");

        assertRefused(() -> orders.countDocuments(unserved));
        assertRefused(() -> orders.updateMany(unserved, set("a", 1)));
        assertRefused(() -> orders.updateOne(unserved, set("a", 1)));
        assertRefused(() -> orders.deleteMany(unserved));
        assertRefused(() -> orders.findOneAndUpdate(unserved, set("a", 1)));
        assertRefused(() -> orders.findOneAndUpdate(
                eq("customer", "c"), set("a", 1), new FindOneAndUpdateOptions().sort(ascending("placedAt"))));
        assertRefused(() -> orders.distinct("customer", unserved, String.class).into(new ArrayList<>()));
        assertRefused(() -> aggregated(Aggregates.match(unserved)));
        assertRefused(() -> aggregated(Aggregates.match(eq("customer", "c")), Aggregates.sort(ascending("placedAt"))));
        assertRefused(() -> aggregated(Aggregates.sort(ascending("placedAt"))));
        assertThat(orders.updateMany(eq("customer", "c"), set("a", 1)).getMatchedCount())
                .isZero();
        assertThat(database.unservedQueries())
                .extracting(UnservedQuery::command)
                .containsOnly("aggregate", "update", "delete", "findAndModify", "distinct");
    }

    @Test
    void commandWithCommentOfTestsIsExempt() {
        var unserved = eq("state", "new");
        orders.insertOne(new Document("state", "new"));

        assertThat(orders.find(unserved).sort(descending("placedAt")).comment("test"))
                .hasSize(1);
        assertThat(orders.countDocuments(unserved, new CountOptions().comment("test")))
                .isOne();
        assertThat(orders.deleteMany(unserved, new DeleteOptions().comment("test"))
                        .getDeletedCount())
                .isOne();
        assertThat(database.unservedQueries()).isEmpty();
        assertRefused(() -> orders.find(unserved).comment("product").first());
    }

    @Test
    void partialFilterIsKnownAfterReopening(@TempDir Path folder) {
        var file = folder.resolve("crm.mv");
        for (var round = 0; round < 2; round++) {
            try (var reopened = EmbeddedDatabase.open(file, 0, IndexPolicy.STRICT);
                    var again = MongoClients.create(reopened.connectionString())) {
                var kept = again.getDatabase("orders").getCollection("orders");
                if (round == 0) {
                    var large = new IndexOptions().partialFilterExpression(gte("total", 100));
                    assertThat(kept.createIndex(Indexes.ascending("customer"), large))
                            .isNotNull();
                }
                assertThat(kept.find(and(eq("customer", "c"), gt("total", 500))))
                        .isEmpty();
                assertThatThrownBy(() -> kept.find(eq("customer", "c")).first()).isInstanceOf(MongoException.class);
            }
        }
    }

    @Test
    void recordingAnswersAndListsEachShapeOnce() {
        try (var recording = EmbeddedDatabase.inMemory(IndexPolicy.RECORDING);
                var other = MongoClients.create(recording.connectionString())) {
            var tickets = other.getDatabase("tickets").getCollection("tickets");
            tickets.insertOne(new Document("_id", "t").append("state", "open"));

            assertThat(tickets.find(eq("state", "open"))).hasSize(1);
            assertThat(tickets.find(eq("state", "closed"))).isEmpty();
            assertThat(tickets.find(and(exists("state"), new Document(), or(eq("priority", null), gt("priority", 1)))))
                    .hasSize(1);

            assertThat(recording.unservedQueries())
                    .containsExactlyInAnyOrder(
                            new UnservedQuery("tickets.tickets", "find", "{state: $eq}", "{}", COLLECTION_SCAN),
                            new UnservedQuery(
                                    "tickets.tickets",
                                    "find",
                                    "{state: $exists true, $or: [{priority: $eq null}, {priority: $gt}]}",
                                    "{}",
                                    COLLECTION_SCAN));
        }
        assertThat(database.unservedQueries()).isEmpty();
    }

    private void index(Bson keys) {
        index(keys, new IndexOptions());
    }

    private void index(Bson keys, IndexOptions options) {
        assertThat(orders.createIndex(keys, options)).isNotNull();
    }

    private static List<String> values(int number) {
        return IntStream.range(0, number).mapToObj(each -> "s" + each).toList();
    }

    private List<Document> found(Bson filter, Bson sort) {
        return orders.find(filter).sort(sort).into(new ArrayList<>());
    }

    private List<Document> aggregated(Bson... stages) {
        return orders.aggregate(List.of(stages)).into(new ArrayList<>());
    }

    private void assertServed(Bson filter, Bson sort) {
        assertThat(found(filter, sort)).isEmpty();
    }

    private void assertRefused(Bson filter, Bson sort, UnservedQuery.Reason reason) {
        assertThatThrownBy(() -> found(filter, sort))
                .as("%s sorted by %s", filter, sort)
                .isInstanceOf(MongoException.class)
                .hasMessageContaining(": " + reason + ".");
    }

    private void assertOnlyRecorded(Bson filter, String shape) {
        assertServed(filter, UNSORTED);
        assertThat(database.unservedQueries())
                .contains(new UnservedQuery("orders.orders", "find", shape, "{}", WHOLE_INDEX_SCAN));
    }

    private static void assertRefused(ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOf(MongoException.class)
                .hasMessageContaining("No index serves the query");
    }
}
