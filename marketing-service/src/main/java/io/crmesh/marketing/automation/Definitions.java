package io.crmesh.marketing.automation;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.store.Keys;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The texts of all versions of all automations, each under an id that follows from the text itself. They are written before
 * the automation that refers to them and never changed, so they may be remembered for good.
 */
@Repository
public class Definitions {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final MongoCollection<BsonDocument> collection;
    private final Keys keys;
    private final Rules rules;
    private final Map<String, Rule> known = new ConcurrentHashMap<>();

    Definitions(MongoDatabase database, Keys keys, Rules rules) {
        this.collection = database.getCollection("definitions", BsonDocument.class);
        this.keys = keys;
        this.rules = rules;
    }

    /** Keeps a text, and answers its id. A text that no automation comes to refer to does no harm. */
    String keep(Definition definition) {
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
        var rule = known.get(id);
        if (rule == null) {
            var stored = Objects.requireNonNull(collection.find(eq(id)).first(), "A definition is gone");
            var definition = JSON.readValue(stored.getString("json").getValue(), Definition.class);
            rule = rules.read(id, definition);
            known.put(id, rule);
        }
        return rule;
    }
}
