package io.crmesh.marketing.automation;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Stores;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.springframework.stereotype.Repository;

/** Repository of automations. */
@Repository
public class Automations extends Aggregates<Automation, AutomationEvent> {

    /** What all versions of an automation wait for. */
    private static final String TRIGGERS = "state.versions.trigger";

    static final AggregateType<Automation, AutomationEvent> TYPE = AggregateType.<Automation, AutomationEvent>of(
                    "automation", "automations", "aut_", Automation.class, Automation::fold)
            .shared()
            .foundBy(automation -> Map.of("everEnabled", automation.everEnabled()))
            .listedBy(AutomationList.LIST)
            .indexed(TRIGGERS)
            .indexed("find.everEnabled");

    private final MongoDatabase database;

    Automations(Stores stores, MongoDatabase database) {
        super(stores, TYPE);
        this.database = database;
    }

    /** The automations that wait for one of these events, or did so before they were edited. */
    Set<String> everWaitingFor(Set<String> events) {
        return database.getCollection("automations", BsonDocument.class)
                .find(in(TRIGGERS, events))
                .projection(include("_id"))
                .map(row -> row.getString("_id").getValue())
                .into(new HashSet<>());
    }

    /** The automations that were ever enabled, with their versions in the store: a few bytes each, read after every poll. */
    Map<String, Long> storedVersions() {
        var found = new HashMap<String, Long>();
        for (var row : database.getCollection("automations", BsonDocument.class)
                .find(eq("find.everEnabled", true))
                .projection(include("v"))) {
            found.put(row.getString("_id").getValue(), row.getInt64("v").getValue());
        }
        return found;
    }
}
