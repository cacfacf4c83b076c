package io.crmesh.marketing.automation;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.keys.Keys;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Repository of definitions: the texts of all versions of all automations, each under a hash of its content. They are written
 * before the automation that refers to them and never changed, so they are cached without expiry.
 */
@Repository
public class Definitions {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final MongoCollection<BsonDocument> collection;
    private final Keys keys;
    private final RuleParser parser;
    private final Map<String, Rule> cache = new ConcurrentHashMap<>();

    Definitions(MongoDatabase database, Keys keys, RuleParser parser) {
        this.collection = database.getCollection("definitions", BsonDocument.class);
        this.keys = keys;
        this.parser = parser;
    }

    /** Stores a text and answers its id. A text to which no automation refers does no harm. */
    String store(Definition definition) {
        var json = JSON.writeValueAsString(definition);
        var id = keys.id("def_", json);
        try {
            var _ = collection.insertOne(
                    new BsonDocument("_id", new BsonString(id)).append("json", new BsonString(json)));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
        return id;
    }

    public Rule get(String id) {
        var rule = cache.get(id);
        if (rule == null) {
            var stored = Objects.requireNonNull(collection.find(eq(id)).first(), "A definition is missing");
            var definition = JSON.readValue(stored.getString("json").getValue(), Definition.class);
            rule = parser.read(id, definition);
            cache.put(id, rule);
        }
        return rule;
    }
}
