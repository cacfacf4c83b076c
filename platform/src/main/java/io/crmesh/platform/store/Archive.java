package io.crmesh.platform.store;

import static java.util.stream.Collectors.groupingBy;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import io.crmesh.platform.store.Pending.OwedFact;
import io.crmesh.platform.store.Pending.OwedRow;
import io.crmesh.platform.store.Relay.Debt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** Writes what was owed to where it stays, many aggregates at a time, and lets go of it. */
final class Archive {

    private static final BulkWriteOptions INDEPENDENT = new BulkWriteOptions().ordered(false);

    private final MongoDatabase database;
    private final Supplier<Access.@Nullable Directory> directory;
    private final Map<String, Store<?, ?>> stores;

    /**
     * @param directory who knows whose customers are whose, where records belong to customers
     * @param stores those of this service, by collection
     */
    Archive(MongoDatabase database, Supplier<Access.@Nullable Directory> directory, Map<String, Store<?, ?>> stores) {
        this.database = database;
        this.directory = directory;
        this.stores = stores;
    }

    /** Keeps all pending facts of these in history. */
    void keep(List<Debt> debts) {
        debts.stream().collect(groupingBy(Debt::store)).forEach(this::keep);
    }

    private void keep(Store<?, ?> store, List<Debt> debts) {
        var inserts = new ArrayList<BsonDocument>();
        var ends = new ArrayList<UpdateOneModel<BsonDocument>>();
        for (var debt : debts) {
            var facts = debt.image().pending().facts();
            for (int i = 0; i < facts.size(); i++) {
                var next = i + 1 < facts.size() ? facts.get(i + 1) : null;
                inserts.add(row(debt.image().id(), facts.get(i), next));
            }
            if (!facts.isEmpty() && facts.getFirst().sequence() > 1) {
                ends.add(end(debt.image().id(), facts.getFirst()));
            }
        }
        var models = new ArrayList<WriteModel<BsonDocument>>(ends);
        inserts.forEach(row -> models.add(new InsertOneModel<>(row)));
        var there = write(store.archive(), models);
        closeRepeated(store, inserts, there);
    }

    private static BsonDocument row(String id, OwedFact fact, @Nullable OwedFact next) {
        var row = new BsonDocument("_id", new BsonString(id + ":" + fact.sequence()))
                .append("aggregate", new BsonString(id));
        row.putAll(fact.toBson());
        if (next != null) {
            row.append("validTo", date(next.recordedAt()));
        }
        return row;
    }

    /** The row before the first pending fact was valid until that fact. */
    private static UpdateOneModel<BsonDocument> end(String id, OwedFact fact) {
        return new UpdateOneModel<>(
                Store.byId(id + ":" + (fact.sequence() - 1)),
                new BsonDocument("$set", new BsonDocument("validTo", date(fact.recordedAt()))));
    }

    /** A row that was there already may come from an image in which it was the last: it has an end by now. */
    private static void closeRepeated(Store<?, ?> store, List<BsonDocument> rows, Set<String> there) {
        var ends = new ArrayList<WriteModel<BsonDocument>>();
        for (var row : rows) {
            if (row.containsKey("validTo")
                    && there.contains(row.getString("_id").getValue())) {
                ends.add(new UpdateOneModel<>(
                        Store.byId(row.getString("_id").getValue()),
                        new BsonDocument("$set", new BsonDocument("validTo", row.get("validTo")))));
            }
        }
        if (!ends.isEmpty()) {
            var _ = write(store.archive(), ends);
        }
    }

    /** Makes the rows that follow from these, and tells the stores they arrived in. */
    void follow(List<Debt> debts) {
        var rows = debts.stream()
                .flatMap(debt -> debt.image().pending().rows().stream())
                .collect(groupingBy(OwedRow::collection));
        rows.forEach((collection, owed) -> {
            List<WriteModel<BsonDocument>> inserts = owed.stream()
                    .<WriteModel<BsonDocument>>map(row -> new InsertOneModel<>(row.row()))
                    .toList();
            var there = write(database.getCollection(collection, BsonDocument.class), inserts);
            var store = stores.get(collection);
            if (store != null) {
                owed.stream()
                        .map(OwedRow::row)
                        .filter(row -> !there.contains(row.getString("_id").getValue()))
                        .forEach(store::arrived);
            }
        });
    }

    /** Writes independently of each other; answers the ids of the rows that were there already. */
    private static Set<String> write(
            MongoCollection<BsonDocument> to, List<? extends WriteModel<BsonDocument>> models) {
        if (models.isEmpty()) {
            return Set.of();
        }
        try {
            var _ = to.bulkWrite(models, INDEPENDENT);
            return Set.of();
        } catch (MongoBulkWriteException e) {
            var there = new HashSet<String>();
            for (var error : e.getWriteErrors()) {
                if (error.getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
                if (models.get(error.getIndex()) instanceof InsertOneModel<BsonDocument> insert) {
                    there.add(insert.getDocument().getString("_id").getValue());
                }
            }
            if (e.getWriteConcernError() != null) {
                throw e;
            }
            return there;
        }
    }

    /** Lets go of what is settled: of all, where nothing came after; else of what the image showed. */
    void trim(Store<?, ?> store, List<Debt> settled, StoreRules rules) {
        refreshAccess(store, settled);
        var all = settled.stream()
                .map(debt -> new UpdateOneModel<BsonDocument>(
                        rules.nothingCameAfter(debt.image()),
                        new BsonDocument("$unset", new BsonDocument("pending", new BsonString("")))))
                .toList();
        var result = store.live().bulkWrite(all, INDEPENDENT);
        if (result.getMatchedCount() < settled.size()) {
            var seen = settled.stream()
                    .map(debt -> pull(debt.image(), store.databaseTime()))
                    .toList();
            var _ = store.live().bulkWrite(seen, INDEPENDENT);
        }
    }

    private static UpdateOneModel<BsonDocument> pull(Image image, Instant now) {
        var facts = new BsonInt64(image.sequence());
        var rows = new BsonInt64(image.applied());
        var stillThere = new BsonArray(List.of(upTo("pending.facts.seq", facts), upTo("pending.rows.n", rows)));
        return new UpdateOneModel<>(
                Store.byId(image.id()).append("$or", stillThere),
                new BsonDocument(
                                "$pull",
                                new BsonDocument("pending.facts", upTo("seq", facts))
                                        .append("pending.rows", upTo("n", rows)))
                        .append("$set", new BsonDocument("pending.since", date(now))));
    }

    private static BsonDocument upTo(String field, BsonInt64 last) {
        return new BsonDocument(field, new BsonDocument("$lte", last));
    }

    /**
     * A record made while its customer changed hands was missed by the update of the customer's records: it is given its
     * present owner before its first fact is let go of.
     */
    private void refreshAccess(Store<?, ?> store, List<Debt> settled) {
        var present = directory.get();
        if (present == null) {
            return;
        }
        var fresh = settled.stream()
                .map(Debt::image)
                .filter(image -> image.access().customer() != null)
                .filter(image -> image.pending().facts().stream().anyMatch(fact -> fact.sequence() == 1))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        var known = present.of(fresh.stream().map(Archive::customer).collect(Collectors.toSet()));
        for (var image : fresh) {
            var access = known.get(customer(image));
            if (access != null && !access.equals(image.access())) {
                Access.settle(() -> now(present, access), now -> store.setAccess(image.id(), now));
            }
        }
    }

    private static String customer(Image image) {
        return Objects.requireNonNull(image.access().customer());
    }

    private static Access now(Access.Directory present, Access before) {
        var customer = Objects.requireNonNull(before.customer());
        return present.of(Set.of(customer)).getOrDefault(customer, before);
    }

    private static BsonDateTime date(Instant instant) {
        return new BsonDateTime(instant.toEpochMilli());
    }
}
