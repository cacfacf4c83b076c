package io.crmesh.marketing.automation;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Aggregates;
import io.crmesh.platform.store.Stores;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.springframework.stereotype.Repository;

/** The automations we have. */
@Repository
public class Automations extends Aggregates<Automation, AutomationEvent> {

    static final AggregateType<Automation, AutomationEvent> TYPE = AggregateType.<Automation, AutomationEvent>of(
                    "automation", "automations", "aut_", Automation.class, Automation::fold)
            .foundBy(Automations::find)
            .indexed("find.judges");

    private final MongoDatabase database;

    Automations(Stores stores, MongoDatabase database) {
        super(stores, TYPE);
        this.database = database;
    }

    private static Map<String, Object> find(Automation automation) {
        return Map.of(
                "judges",
                automation.everEnabled(),
                "stage",
                automation.stage().name(),
                "trigger",
                automation.trigger(),
                "name",
                automation.name());
    }

    /** The automations that wait for one of these facts, or did so before they were edited. */
    Set<String> everWaitingFor(Set<String> facts) {
        return database.getCollection("automations", BsonDocument.class)
                .find(in("state.versions.trigger", facts))
                .projection(include("_id"))
                .map(row -> row.getString("_id").getValue())
                .into(new HashSet<>());
    }

    /** Which automations were ever enabled, and their versions in the store: a few bytes each, read after every poll. */
    Map<String, Long> judging() {
        var found = new HashMap<String, Long>();
        for (var row : database.getCollection("automations", BsonDocument.class)
                .find(eq("find.judges", true))
                .projection(include("v"))) {
            found.put(row.getString("_id").getValue(), row.getInt64("v").getValue());
        }
        return found;
    }
}
