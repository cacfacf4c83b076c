package io.crmesh.platform.list;

import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.crmesh.local.database.EmbeddedDatabase;
import io.crmesh.local.database.IndexPolicy;
import io.crmesh.platform.Refusal.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListsTest {

    enum Stage {
        OPEN,
        CLOSED
    }

    private static final Bson ALL = Filters.empty();
    private static final Bson SHOWN = exclude("pending", "commands");
    private static final Listing LISTING = Listing.signedBy(text -> Integer.toHexString(("secret" + text).hashCode()))
            .text("city", "state.city")
            .oneOf("stage", "state.stage", Stage.class)
            .flag("vip", "state.vip")
            .times("at", "state.at")
            .numbers("total", "state.total")
            .prefix("name", "state.name", name -> name.toLowerCase(Locale.ROOT))
            .custom("rich", value -> Filters.gt("state.total", value.equals("very") ? 6 : 3))
            .sortedBy("at", "state.at", BsonType.DATE_TIME)
            .sortedBy("total", "state.total", BsonType.INT64)
            .sortedAtFirst("-at");

    static EmbeddedDatabase server;
    static MongoClient client;
    static MongoCollection<BsonDocument> parcels;

    @BeforeAll
    static void aThousandParcelsWithTiesAndGaps() {
        server = EmbeddedDatabase.inMemory(IndexPolicy.RECORDING);
        client = MongoClients.create(server.connectionString());
        parcels = client.getDatabase("lists").getCollection("parcels", BsonDocument.class);
        var random = new Random(7);
        parcels.insertMany(
                IntStream.range(0, 1000).mapToObj(i -> parcel(i, random)).toList());
    }

    @AfterAll
    static void close() {
        client.close();
        server.close();
    }

    private static BsonDocument parcel(int i, Random random) {
        var state = new BsonDocument("city", new BsonString(i % 2 == 0 ? "bern" : "graz"))
                .append("name", new BsonString((i % 10 == 0 ? "a.*" : "bb") + i))
                .append("stage", new BsonString(i < 3 ? "CLOSED" : "OPEN"))
                .append("total", new BsonInt64(random.nextInt(8)));
        if (random.nextInt(5) > 0) {
            state.append("at", new BsonDateTime(1_700_000_000_000L + random.nextInt(20)));
        }
        var id = new BsonString("par_%04d".formatted(random.nextInt(8000) * 1000 + i));
        return new BsonDocument("_id", id).append("state", state).append("pending", new BsonDocument());
    }

    @ParameterizedTest
    @CsvSource({"at, 17", "-at, 19", "total, 50", "-total, 200", "id, 99", "-id, 100"})
    void pageByPageEveryRecordComesOnceAndInOrder(String sort, int limit) {
        var seen = new ArrayList<BsonDocument>();

        var asked = new HashMap<>(Map.of("sort", sort, "limit", Integer.toString(limit), "totalMax", "4"));
        Page<BsonDocument> page;
        do {
            page = Lists.page(parcels, ALL, Query.of(LISTING, asked), SHOWN);
            seen.addAll(page.items());
            asked.put("cursor", String.valueOf(page.next()));
        } while (page.next() != null);

        var query = Query.of(LISTING, Map.of("sort", sort, "totalMax", "4"));
        var expected = parcels.find(query.filter())
                .projection(SHOWN)
                .sort(query.sort().order())
                .into(new ArrayList<>());
        assertThat(seen).hasSizeGreaterThan(500).isEqualTo(expected);
    }

    @Test
    void aStreamGoesThroughAllPages() {
        try (var rows = Lists.stream(parcels, ALL, Query.of(LISTING, Map.of("limit", "3")), SHOWN)) {
            assertThat(rows.map(row -> row.getString("_id")).distinct()).hasSize(1000);
        }
    }

    @Test
    void nobodySeesWhatIsOutOfTheScope() {
        var bern = Filters.eq("state.city", "bern");
        var asked = Query.of(LISTING, Map.of("city", "graz", "count", "true"));

        var page = Lists.page(parcels, bern, asked, SHOWN);

        assertThat(page.items()).isEmpty();
        assertThat(page.count()).isEqualTo("0");
    }

    @Test
    void aProjectionCannotLoseThePlace() {
        var asked = Query.of(LISTING, Map.of("sort", "total", "limit", "10"));

        var page = Lists.page(parcels, ALL, asked, include("state.city"));

        assertThat(page.items().getFirst().getDocument("state")).containsOnlyKeys("city", "total");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            city    | bern                      | 500
            stage   | CLOSED                    | 3
            stage   | CLOSED,OPEN               | 1000+
            name    | A.*                       | 100
            name    | A.*1                      | 11
            name    | .                         | 0
            atFrom  | 2023-11-14T22:13:21Z      | 0
            atUntil | 2023-11-14T22:13:20Z      | 0
            """)
    void filtersFindWhatTheySay(String name, String value, String count) {
        var found = Lists.page(parcels, ALL, Query.of(LISTING, Map.of(name, value, "count", "true")), SHOWN);

        if (count.equals("1000+")) {
            assertThat(found.count()).isEqualTo("1000");
        } else {
            assertThat(found.count()).isEqualTo(count);
        }
    }

    @Test
    void aCountStopsAtAThousand() {
        var crowd = client.getDatabase("lists").getCollection("crowd", BsonDocument.class);
        var rows = new ArrayList<BsonDocument>();
        for (var i = 0; i < 1001; i++) {
            rows.add(new BsonDocument("_id", new BsonString("row" + i)));
        }
        crowd.insertMany(rows);

        var page = Lists.page(crowd, ALL, Query.of(LISTING, Map.of("count", "true")), SHOWN);

        assertThat(page.count()).isEqualTo("1000+");
    }

    @Test
    void rangesAreExactAtTheirEnds() {
        var four = found(Map.of("totalMin", "4", "totalMax", "4"));

        assertThat(four).isEqualTo(parcels.countDocuments(Filters.eq("state.total", 4L)));
        assertThat(found(Map.of("rich", "very"))).isEqualTo(parcels.countDocuments(Filters.eq("state.total", 7L)));
    }

    private static long found(Map<String, String> asked) {
        try (var rows = Lists.stream(parcels, ALL, Query.of(LISTING, asked), SHOWN)) {
            return rows.count();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit   | 0
            limit   | -1
            limit   | 201
            limit   | 1000000000
            limit   | 1e2
            sort    | $natural
            sort    | pending
            sort    | --at
            sort    | at,-at
            count   | yes
            cursor  | EVIL
            cursor  | EVIL.EVIL
            stage   | SHUT
            stage   | open
            vip     | 1
            atFrom  | yesterday
            atUntil | 2300-01-01T00:00:00Z
            totalMin | 1.5
            totalMax | 99999999999999999999
            """)
    void whatAListCannotBeAskedIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> Query.of(LISTING, Map.of(name, value)))
                .isInstanceOfSatisfying(Unreadable.class, refusal -> {
                    assertThat(refusal.errors().getFirst().field()).isEqualTo(name);
                    assertThat(refusal.getMessage()).doesNotContain("EVIL", "$natural");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"fields", "$where", "city[$ne]", "page", "pending", ""})
    void aParameterThatTheListDoesNotKnowIsRefused(String name) {
        assertThatThrownBy(() -> Query.of(LISTING, Map.of(name, "x"))).isInstanceOf(Unreadable.class);
    }

    @Test
    void aParameterIsGivenOnce() {
        assertThatThrownBy(() -> LISTING.parse(Map.of("city", List.of("bern", "graz")), _ -> true))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void aSearchIsShort() {
        var longest = Query.of(LISTING, Map.of("name", "a".repeat(64)));

        assertThat(longest.filter().toBsonDocument().toJson()).contains("a".repeat(64));
        assertThatThrownBy(() -> Query.of(LISTING, Map.of("name", "a".repeat(65))))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void aCursorServesOnlyTheListItCameFrom() {
        var next = Lists.page(parcels, ALL, Query.of(LISTING, Map.of("city", "bern", "limit", "5")), SHOWN)
                .next();
        assertThat(next).isNotNull();

        assertThat(Query.of(LISTING, Map.of("city", "bern", "limit", "9", "cursor", next))
                        .limit())
                .isEqualTo(9);
        for (var other : List.of(
                Map.of("city", "graz", "cursor", next),
                Map.of("city", "bern", "sort", "at", "cursor", next),
                Map.of("cursor", next))) {
            assertThatThrownBy(() -> Query.of(LISTING, other)).isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void aCursorThatWasChangedIsNoneOfOurs() {
        var next = requireNonNull(
                Lists.page(parcels, ALL, Query.of(LISTING, Map.of()), SHOWN).next());

        for (var at = 0; at < next.length(); at++) {
            var changed = next.substring(0, at) + (next.charAt(at) == 'A' ? 'B' : 'A') + next.substring(at + 1);
            assertThatThrownBy(() -> Query.of(LISTING, Map.of("cursor", changed)))
                    .isInstanceOf(Unreadable.class);
        }
    }
}
