package io.crmesh.marketing.delivery;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.marketing.delivery.DeliveryEvent.Queued;
import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Scope;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.store.Access;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Aggregates;
import io.crmesh.platform.store.DatabaseClock;
import io.crmesh.platform.store.Follower;
import io.crmesh.platform.store.Keys;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** All messages, sent or not. */
@Repository
public class Deliveries extends Aggregates<Delivery, DeliveryEvent> {

    private static final int BATCH = 200;

    static final AggregateType<Delivery, DeliveryEvent> TYPE = AggregateType.<Delivery, DeliveryEvent>of(
                    "delivery", "deliveries", "dlv_", Delivery.class, Delivery::fold)
            .keyedBy(delivery -> delivery.order().customer())
            .foundBy(Deliveries::find)
            .indexed("find.work", "find.due")
            .indexed("find.automation", "find.queuedAt")
            .indexed("find.stage", "find.queuedAt")
            .indexed("find.queuedAt");

    private final MongoCollection<BsonDocument> collection;
    private final Keys keys;
    private final DatabaseClock clock;

    Deliveries(Stores stores, MongoDatabase database, Keys keys, DatabaseClock clock) {
        super(stores, TYPE);
        this.collection = database.getCollection("deliveries", BsonDocument.class);
        this.keys = keys;
        this.clock = clock;
    }

    /** What is found by: a message is work in its stage as long as somebody must look after it. */
    private static Map<String, Object> find(Delivery delivery) {
        var found = new HashMap<String, Object>();
        found.put("automation", delivery.order().about().automation());
        found.put("stage", delivery.stage().stageName().name());
        found.put("queuedAt", delivery.queuedAt());
        var attention = delivery.stage().attention();
        if (attention != null) {
            found.put("work", delivery.stage().stageName().name());
            found.put("due", attention);
        }
        return found;
    }

    /** The id of the message of a run's step: of the run and the step alone, whichever version they came from. */
    public String idOf(String run, String step) {
        return keys.id("dlv_", run, step);
    }

    /** The message that a decision must lead to. */
    public Follower queue(Delivery.Order order, Access access, Command command) {
        return prepare(order.id(), access, command, List.of(new Queued(order.about(), order, clock.now())));
    }

    /** A message that a person asks for, to see what it looks like; it is about no customer. */
    Saved<Delivery> queueTrial(Delivery.Order order, Command command) {
        return create(order.id(), command, List.of(new Queued(order.about(), order, clock.now())));
    }

    /** Has work done for each message that a decision led to. */
    void onArrival(Consumer<String> work) {
        whenMade(work);
    }

    /** Lets a message decide, as a step of the sender's own; a retry of it has the same token. */
    Saved<Delivery> step(String id, String name, Function<Delivery, Optional<DeliveryEvent>> decide) {
        var command = Command.of(id + "/" + name, Actor.system("sender"), Mode.LIVE);
        return change(
                id, command, delivery -> decide.apply(delivery).map(List::of).orElseGet(List::of));
    }

    /** Lets a message decide because a person said so. */
    Saved<Delivery> ordered(String id, Command command, Function<Delivery, Optional<DeliveryEvent>> decide) {
        return change(
                id, command, delivery -> decide.apply(delivery).map(List::of).orElseGet(List::of));
    }

    /** As {@link #step}, but only as long as nobody changed it since it was read. */
    Saved<Delivery> stepFrom(long version, String id, String name, Function<Delivery, Optional<DeliveryEvent>> decide) {
        var plain = Command.of(id + "/" + name, Actor.system("sender"), Mode.LIVE);
        var command = new Command(
                plain.id(), plain.hash(), version, plain.actor(), plain.mode(), plain.correlationId(), null);
        return change(
                id, command, delivery -> decide.apply(delivery).map(List::of).orElseGet(List::of));
    }

    /** Messages in this stage that somebody must look after by now, oldest first, but for those of held automations. */
    List<String> due(Stage.Name stage, Instant now, Set<String> held) {
        var found = new ArrayList<String>();
        try (var rows = collection
                .find(and(eq("find.work", stage.name()), lte("find.due", now)))
                .sort(ascending("find.due"))
                .projection(include("find.automation"))
                .batchSize(BATCH)
                .iterator()) {
            while (rows.hasNext() && found.size() < BATCH) {
                var row = rows.next();
                var automation = row.getDocument("find").getString("automation").getValue();
                if (!held.contains(automation)) {
                    found.add(row.getString("_id").getValue());
                }
            }
        }
        return found;
    }

    /** All messages in this stage that somebody looks after, of one automation or of all. */
    List<String> inHand(Stage.Name stage, Collection<String> automations) {
        var rows = collection.find(eq("find.work", stage.name())).projection(include("find.automation"));
        var found = new ArrayList<String>();
        for (var row : rows) {
            var automation = row.getDocument("find").getString("automation").getValue();
            if (automations.isEmpty() || automations.contains(automation)) {
                found.add(row.getString("_id").getValue());
            }
        }
        return found;
    }

    /** How many a caller of this scope sees in each state, of one automation or of all, but for closed ones. */
    Map<Stage.Name, Long> counts(@Nullable String automation, Set<String> closed, Scope scope) {
        var open = closed.isEmpty() ? within(scope) : and(nin("find.automation", closed), within(scope));
        var wanted = automation == null ? open : and(eq("find.automation", automation), open);
        var counts = new EnumMap<Stage.Name, Long>(Stage.Name.class);
        for (var name : Stage.Name.values()) {
            counts.put(name, collection.countDocuments(and(eq("find.stage", name.name()), wanted)));
        }
        return counts;
    }
}
