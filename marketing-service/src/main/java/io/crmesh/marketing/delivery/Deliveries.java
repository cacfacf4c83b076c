package io.crmesh.marketing.delivery;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import io.crmesh.marketing.delivery.DeliveryEvent.Queued;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.keys.Keys;
import io.crmesh.platform.lease.DatabaseClock;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Follower;
import io.crmesh.platform.store.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Repository of deliveries, sent or not. */
@Repository
public class Deliveries extends Aggregates<Delivery, DeliveryEvent> {

    private static final int BATCH = 200;
    private static final int COUNTED = 1000;
    private static final String RUN = "state.request.origin.run";

    static final AggregateType<Delivery, DeliveryEvent> TYPE = AggregateType.<Delivery, DeliveryEvent>of(
                    "delivery", "deliveries", "dlv_", Delivery.class, Delivery::fold)
            .keyedBy(delivery -> delivery.request().customer())
            .foundBy(Deliveries::find)
            .listedBy(DeliveryList.LIST)
            .indexed("find.work", "find.due");

    private final MongoCollection<BsonDocument> collection;
    private final Keys keys;
    private final DatabaseClock clock;

    Deliveries(Stores stores, MongoDatabase database, Keys keys, DatabaseClock clock) {
        super(stores, TYPE);
        this.collection = database.getCollection("deliveries", BsonDocument.class);
        this.keys = keys;
        this.clock = clock;
    }

    /** The fields that are queried: a delivery is work in its stage as long as its next step has a time. */
    private static Map<String, Object> find(Delivery delivery) {
        var found = new HashMap<String, Object>();
        found.put("automation", delivery.request().origin().automation());
        found.put("stage", delivery.stage().stageName().name());
        var nextStepAt = delivery.stage().nextStepAt();
        if (nextStepAt != null) {
            found.put("work", delivery.stage().stageName().name());
            found.put("due", nextStepAt);
        }
        return found;
    }

    /** The id of the delivery of a run's step: of run and step alone, so another version makes no second mail. */
    public String idOf(String run, String step) {
        return keys.id("dlv_", run, step);
    }

    /** Prepares the delivery that follows from a decision. */
    public Follower queue(Delivery.Request request, RecordOwner owner, Command command) {
        return prepare(request.id(), owner, command, List.of(new Queued(request.origin(), request, clock.now())));
    }

    /** Queues a test mail: a person asks for it to see what it looks like, and it concerns no customer. */
    Saved<Delivery> queueTestMail(Delivery.Request request, Command command) {
        return create(request.id(), command, List.of(new Queued(request.origin(), request, clock.now())));
    }

    /** Registers a listener for the ids of the deliveries that decisions create. */
    void onCreated(Consumer<String> listener) {
        whenMade(listener);
    }

    /** A step of the sender; its name identifies it, so a retry is applied once. */
    public Saved<Delivery> step(String id, String name, Function<Delivery, Optional<DeliveryEvent>> decide) {
        var command = Command.of(id + "/" + name, Actor.system("sender"), Mode.LIVE);
        return change(
                id, command, delivery -> decide.apply(delivery).map(List::of).orElseGet(List::of));
    }

    /** A step that a person commands. */
    Saved<Delivery> commanded(String id, Command command, Function<Delivery, Optional<DeliveryEvent>> decide) {
        return change(
                id, command, delivery -> decide.apply(delivery).map(List::of).orElseGet(List::of));
    }

    /** As {@link #step}, but only if the delivery still has the version that was read. */
    public Saved<Delivery> stepFrom(
            long version, String id, String name, Function<Delivery, Optional<DeliveryEvent>> decide) {
        var plain = Command.of(id + "/" + name, Actor.system("sender"), Mode.LIVE);
        var command = new Command(
                plain.id(), plain.hash(), version, plain.actor(), plain.mode(), plain.correlationId(), null);
        return change(
                id, command, delivery -> decide.apply(delivery).map(List::of).orElseGet(List::of));
    }

    /** Deliveries in this stage whose next step is due, oldest first, but for those of stopped automations. */
    public List<String> due(Stage.Name stage, Instant now, Set<String> stopped) {
        var found = new ArrayList<String>();
        try (var rows = collection
                .find(and(eq("find.work", stage.name()), lte("find.due", now)))
                .sort(ascending("find.due"))
                .projection(include(DeliveryList.AUTOMATION))
                .batchSize(BATCH)
                .iterator()) {
            while (rows.hasNext() && found.size() < BATCH) {
                var row = rows.next();
                var automation = row.getDocument("find").getString("automation").getValue();
                if (!stopped.contains(automation)) {
                    found.add(row.getString("_id").getValue());
                }
            }
        }
        return found;
    }

    /** All deliveries in this stage that await a further step, of some automations or of all if none is named. */
    public List<String> unfinished(Stage.Name stage, Collection<String> automations) {
        var rows = collection.find(eq("find.work", stage.name())).projection(include(DeliveryList.AUTOMATION));
        var found = new ArrayList<String>();
        for (var row : rows) {
            var automation = row.getDocument("find").getString("automation").getValue();
            if (automations.isEmpty() || automations.contains(automation)) {
                found.add(row.getString("_id").getValue());
            }
        }
        return found;
    }

    /**
     * How many messages to customers in each state a caller may see, of one automation or of all, but for closed ones. Test
     * mails do not count. Of many it only says that there are more than that.
     */
    Map<Stage.Name, String> counts(@Nullable String automation, Set<String> closed, AccessScope scope) {
        var wanted = new ArrayList<>(List.of(exists(RUN), within(scope)));
        if (!closed.isEmpty()) {
            wanted.add(nin(DeliveryList.AUTOMATION, closed));
        }
        if (automation != null) {
            wanted.add(eq(DeliveryList.AUTOMATION, automation));
        }
        var counts = new EnumMap<Stage.Name, String>(Stage.Name.class);
        for (var name : Stage.Name.values()) {
            counts.put(name, count(and(eq(DeliveryList.STATE, name.name()), and(wanted))));
        }
        return counts;
    }

    private String count(Bson filter) {
        var found = collection.countDocuments(filter, new CountOptions().limit(COUNTED + 1));
        return found > COUNTED ? COUNTED + "+" : Long.toString(found);
    }
}
