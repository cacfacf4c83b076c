package io.crmesh.platform.outbox;

import static java.util.stream.Collectors.groupingBy;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.PendingEvents.PendingEvent;
import io.crmesh.platform.document.PendingEvents.PendingRow;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.outbox.OutboxRelay.OutboxItem;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * Archive stage of the outbox: copies pending events to history, inserts pending rows and trims the documents, many
 * aggregates at a time.
 */
public final class OutboxArchive {

    private static final BulkWriteOptions INDEPENDENT = new BulkWriteOptions().ordered(false);

    private final MongoDatabase database;
    private final Supplier<RecordOwner.@Nullable Directory> directory;
    private final Function<String, Optional<OutboxStore>> stores;

    /**
     * @param directory knows the present owners of customers, in services whose records belong to customers
     * @param stores outbox stores of this service, by collection
     */
    public OutboxArchive(
            MongoDatabase database,
            Supplier<RecordOwner.@Nullable Directory> directory,
            Function<String, Optional<OutboxStore>> stores) {
        this.database = database;
        this.directory = directory;
        this.stores = stores;
    }

    /** Copies all pending events of these items into history. */
    void archive(List<OutboxItem> batch) {
        batch.stream().collect(groupingBy(OutboxItem::store)).forEach(this::archive);
    }

    private void archive(OutboxStore store, List<OutboxItem> batch) {
        var inserts = batch.stream()
                .map(OutboxItem::snapshot)
                .flatMap(snapshot -> snapshot.pending().events().stream()
                        .<WriteModel<BsonDocument>>map(event -> new InsertOneModel<>(row(snapshot.id(), event))))
                .toList();
        var _ = write(store.archive(), inserts);
    }

    private static BsonDocument row(String id, PendingEvent event) {
        var row = new BsonDocument("_id", new BsonString(id + ":" + event.sequence()))
                .append("aggregate", new BsonString(id));
        row.putAll(event.toBson());
        return row;
    }

    /** Inserts the pending rows of these items, and notifies the stores in which they are new. */
    void insertRows(List<OutboxItem> batch) {
        var rows = batch.stream()
                .flatMap(item -> item.snapshot().pending().rows().stream())
                .collect(groupingBy(PendingRow::collection));
        rows.forEach((collection, pending) -> {
            List<WriteModel<BsonDocument>> inserts = pending.stream()
                    .<WriteModel<BsonDocument>>map(row -> new InsertOneModel<>(row.row()))
                    .toList();
            var there = write(database.getCollection(collection, BsonDocument.class), inserts);
            stores.apply(collection).ifPresent(store -> {
                pending.stream()
                        .map(PendingRow::row)
                        .filter(row -> !there.contains(row.getString("_id").getValue()))
                        .forEach(store.arrivals());
            });
        });
    }

    /** Writes unordered; returns the ids of the rows that existed already. */
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

    /**
     * Trims what was published and archived: all pending entries if nothing was added since, else those that the
     * snapshot holds.
     */
    void trim(OutboxStore store, List<OutboxItem> done, StoreFaultPoints faults) {
        refreshAccess(store, done);
        var all = done.stream()
                .map(item -> new UpdateOneModel<BsonDocument>(
                        faults.nothingCameAfter(item.snapshot()),
                        new BsonDocument("$unset", new BsonDocument("pending", new BsonString("")))))
                .toList();
        var result = store.live().bulkWrite(all, INDEPENDENT);
        if (result.getMatchedCount() < done.size()) {
            var seen = done.stream()
                    .map(item -> pull(item.snapshot(), store.databaseTime()))
                    .toList();
            var _ = store.live().bulkWrite(seen, INDEPENDENT);
        }
    }

    private static UpdateOneModel<BsonDocument> pull(DocumentSnapshot snapshot, Instant now) {
        var events = new BsonInt64(snapshot.sequence());
        var rows = new BsonInt64(snapshot.applied());
        var stillThere = new BsonArray(List.of(upTo("pending.events.seq", events), upTo("pending.rows.n", rows)));
        return new UpdateOneModel<>(
                DocumentSnapshot.byId(snapshot.id()).append("$or", stillThere),
                new BsonDocument(
                                "$pull",
                                new BsonDocument("pending.events", upTo("seq", events))
                                        .append("pending.rows", upTo("n", rows)))
                        .append("$set", new BsonDocument("pending.since", date(now))));
    }

    private static BsonDocument upTo(String field, BsonInt64 last) {
        return new BsonDocument(field, new BsonDocument("$lte", last));
    }

    /**
     * A record created while its customer changed owners was missed by the update of the customer's records, so it gets
     * its present owner before its first event is trimmed.
     */
    private void refreshAccess(OutboxStore store, List<OutboxItem> done) {
        var present = directory.get();
        if (present == null) {
            return;
        }
        var fresh = done.stream()
                .map(OutboxItem::snapshot)
                .filter(snapshot -> snapshot.access().customer() != null)
                .filter(snapshot -> snapshot.pending().events().stream().anyMatch(event -> event.sequence() == 1))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        var known = present.of(fresh.stream().map(OutboxArchive::customer).collect(Collectors.toSet()));
        for (var snapshot : fresh) {
            var access = known.get(customer(snapshot));
            if (access != null && !access.equals(snapshot.access())) {
                RecordOwner.writeUntilCurrent(() -> now(present, access), now -> store.setAccess(snapshot.id(), now));
            }
        }
    }

    private static String customer(DocumentSnapshot snapshot) {
        return Objects.requireNonNull(snapshot.access().customer());
    }

    private static RecordOwner now(RecordOwner.Directory present, RecordOwner before) {
        var customer = Objects.requireNonNull(before.customer());
        return present.of(Set.of(customer)).getOrDefault(customer, before);
    }

    private static BsonDateTime date(Instant instant) {
        return new BsonDateTime(instant.toEpochMilli());
    }
}
