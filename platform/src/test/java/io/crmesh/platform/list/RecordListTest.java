package io.crmesh.platform.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.web.FieldError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** From the lines of a described list follow its filters, orders, permissions and indexes. */
class RecordListTest {

    private record Parcel(String id, String number, String customer, String size, int weight, String note) {}

    private enum Size {
        SMALL,
        LARGE
    }

    private static final RecordList<Parcel> PARCELS = RecordList.of(
            "parcels",
            "-number",
            ListField.text("id", Parcel::id),
            ListField.<Parcel>text("number", Parcel::number).identifies().sorts(),
            ListField.customer("customerId", Parcel::customer).filters(),
            ListField.code("size", Size.class, Parcel::size).filters(),
            ListField.number("weight", Parcel::weight).filters().comparesWithin("size"),
            ListField.<Parcel>text("note", Parcel::note).filtersCoarsely().needs("content:read"));

    private static final ListContext MERGED = new ListContext(
            text -> text, id -> id.equals("cus_1") ? Set.of("cus_1", "cus_2") : Set.of(id), (kind, value) -> value);

    @Test
    void filterByMergedCustomerFindsRecordsOfEachOfItsIds() {
        var filter = bson(query(Map.of("customerId", "cus_1"), _ -> true));

        assertThat(filter.getArray("$and")
                        .getFirst()
                        .asDocument()
                        .getDocument("access.customer")
                        .getArray("$in"))
                .extracting(id -> id.asString().getValue())
                .containsExactlyInAnyOrder("cus_1", "cus_2");
        assertThat(bson(query(Map.of("customerId", "cus_3"), _ -> true)))
                .isEqualTo(BsonDocument.parse("{\"$and\": [{\"access.customer\": \"cus_3\"}]}"));
    }

    @Test
    void identifyingFilterIsAnsweredInTheOrderOfIds() {
        assertThat(query(Map.of("number", "P-1"), _ -> true).sort()).isEqualTo(Sort.ID);
        assertThat(query(Map.of("size", "SMALL"), _ -> true).sort().path()).isEqualTo("state.number");
    }

    @Test
    void filterThatNeedsAPermissionIsRefusedWithoutIt() {
        assertThatThrownBy(() -> query(Map.of("note", "x"), permission -> !permission.equals("content:read")))
                .isInstanceOf(Forbidden.class)
                .hasMessageContaining("content:read");
    }

    @Test
    void filterThatComparesWithinAnotherParameterIsRefusedWithoutIt() {
        assertThatThrownBy(() -> query(Map.of("weightMin", "1"), _ -> true))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        refusal -> assertThat(refusal.errors())
                                .containsExactly(new FieldError("size", "is needed to filter or sort by weightMin")));
        assertThat(query(Map.of("weightMin", "1", "size", "SMALL"), _ -> true).filter())
                .isNotNull();
    }

    @Test
    void orderThatNoFieldDeclaresIsRefusedByTheNamesOfThoseThatDo() {
        assertThatThrownBy(() -> query(Map.of("sort", "id"), _ -> true))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        refusal -> assertThat(refusal.errors())
                                .containsExactly(new FieldError("sort", "must be one of number")));
    }

    @Test
    void selectiveFiltersAndScopesHaveAnIndexForEachOrderAndCoarseOnesHaveNone() {
        assertThat(PARCELS.indexes(List.of("access.owner")))
                .containsExactlyInAnyOrder(
                        new ListIndex(Optional.empty(), List.of("state.number", "_id")),
                        new ListIndex(Optional.of("access.owner"), List.of("access.owner", "state.number", "_id")),
                        new ListIndex(
                                Optional.of("access.customer"), List.of("access.customer", "state.number", "_id")));
    }

    private static Query query(Map<String, String> asked, Predicate<String> may) {
        var parameters = new HashMap<String, List<String>>();
        asked.forEach((name, value) -> parameters.put(name, List.of(value)));
        return PARCELS.listing(MERGED).parse(parameters, may);
    }

    private static BsonDocument bson(Query query) {
        return query.filter().toBsonDocument(BsonDocument.class, MongoClientSettings.getDefaultCodecRegistry());
    }
}
