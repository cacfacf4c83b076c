package io.crmesh.marketing.delivery.stop;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Stores;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Repository of emergency stops: one for all, and one for each automation that was ever stopped. */
@Repository
public class Stops extends Aggregates<Stop, StopEvent> {

    private static final String PREFIX = "stp_";
    private static final String ALL = PREFIX + "all";

    static final AggregateType<Stop, StopEvent> TYPE = AggregateType.<Stop, StopEvent>of(
                    "emergency stop", "stops", PREFIX, Stop.class, Stop::fold)
            .shared()
            .foundBy(stop -> Map.of("on", stop.stopped()))
            .indexed("find.on");

    private final MongoCollection<BsonDocument> collection;

    Stops(Stores stores, MongoDatabase database) {
        super(stores, TYPE);
        this.collection = database.getCollection("stops", BsonDocument.class);
    }

    String idOf(@Nullable String automation) {
        return automation == null ? ALL : PREFIX + automation;
    }

    /** Whether the deliveries of an automation are stopped, as the database says now. */
    public boolean holds(String automation) {
        return findAll(List.of(ALL, idOf(automation)), new AccessScope.All()).stream()
                .map(Versioned::state)
                .anyMatch(Stop::stopped);
    }

    /** What is stopped now. */
    public record InForce(boolean everything, Set<String> automations) {}

    public InForce inForce() {
        var automations = new HashSet<String>();
        var everything = false;
        for (var row : collection.find(eq("find.on", true))) {
            var id = row.getString("_id").getValue();
            everything |= id.equals(ALL);
            automations.add(id.substring(PREFIX.length()));
        }
        return new InForce(everything, automations);
    }

    List<Stop> all() {
        var ids = new ArrayList<String>();
        for (var row : collection.find().projection(include("_id"))) {
            ids.add(row.getString("_id").getValue());
        }
        return findAll(ids, new AccessScope.All()).stream()
                .map(Versioned::state)
                .toList();
    }
}
