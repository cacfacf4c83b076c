package io.crmesh.platform.history;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClients;
import io.crmesh.local.database.EmbeddedDatabase;
import io.crmesh.local.database.IndexPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

/** Filters mean the same in memory as in the database. */
class FilterEvaluatorTest {

    private static final List<String> PATHS =
            List.of("kind", "state.stage", "state.total", "state.tags", "state.lines.sku");

    private final Random random = new Random(5);

    @Test
    void randomFiltersFindWhatTheDatabaseFinds() {
        try (var server = EmbeddedDatabase.inMemory(IndexPolicy.RECORDING);
                var client = MongoClients.create(server.connectionString())) {
            var collection = client.getDatabase("filters").getCollection("documents", BsonDocument.class);
            var documents = new ArrayList<BsonDocument>();
            for (int i = 0; i < 200; i++) {
                documents.add(document(i));
            }
            collection.insertMany(documents);

            for (int i = 0; i < 1000; i++) {
                var filter = filter(2);

                var found = documents.stream()
                        .filter(document -> FilterEvaluator.matches(bson(filter), document))
                        .toList();

                assertThat(found)
                        .as("%s", bson(filter))
                        .containsExactlyInAnyOrderElementsOf(
                                collection.find(filter).into(new ArrayList<>()));
            }
        }
    }

    @Test
    void operatorOfNoListIsRefused() {
        var filter = BsonDocument.parse("{\"state.total\": {\"$mod\": [2, 0]}}");

        assertThatThrownBy(() -> FilterEvaluator.matches(filter, document(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("$mod");
    }

    private static BsonDocument bson(Bson filter) {
        return filter.toBsonDocument(BsonDocument.class, MongoClientSettings.getDefaultCodecRegistry());
    }

    private BsonDocument document(int number) {
        var state = new BsonDocument();
        maybe(() -> state.append("stage", value()));
        maybe(() -> state.append("total", value()));
        maybe(() -> state.append("tags", new BsonArray(List.of(text(), text()))));
        maybe(() -> state.append(
                "lines", new BsonArray(List.of(new BsonDocument("sku", text()), new BsonDocument("sku", text())))));
        var document = new BsonDocument("_id", new BsonInt32(number)).append("state", state);
        maybe(() -> document.append("kind", value()));
        return document;
    }

    private void maybe(Supplier<BsonDocument> step) {
        if (random.nextInt(4) > 0) {
            var _ = step.get();
        }
    }

    private BsonValue value() {
        return switch (random.nextInt(6)) {
            case 0 -> new BsonInt32(random.nextInt(5));
            case 1 -> new BsonInt64(random.nextInt(5));
            case 2 -> BsonBoolean.valueOf(random.nextBoolean());
            case 3 -> new BsonDateTime(1000L * random.nextInt(5));
            case 4 -> BsonNull.VALUE;
            default -> text();
        };
    }

    private BsonString text() {
        return new BsonString(String.valueOf((char) ('a' + random.nextInt(3))) + random.nextInt(3));
    }

    private Bson filter(int depth) {
        var path = PATHS.get(random.nextInt(PATHS.size()));
        return switch (random.nextInt(depth > 0 ? 13 : 11)) {
            case 0 -> eq(path, value());
            case 1 -> ne(path, value());
            case 2 -> in(path, List.of(text(), text()));
            case 3 -> nin(path, List.of(text(), text()));
            case 4 -> gte(path, Instant.ofEpochSecond(random.nextInt(5)));
            case 5 -> lt(path, Instant.ofEpochSecond(random.nextInt(5)));
            case 6 -> lte(path, (long) random.nextInt(5));
            case 7 -> gt(path, random.nextInt(5));
            case 8 -> regex(path, "^\\Q" + (char) ('a' + random.nextInt(3)) + "\\E");
            case 9 -> exists(path, random.nextBoolean());
            case 10 -> empty();
            case 11 -> and(filter(depth - 1), filter(depth - 1));
            default -> or(filter(depth - 1), filter(depth - 1));
        };
    }
}
