package io.crmesh.platform.ownership;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.batching.GroupCommit;
import io.crmesh.platform.batching.RequestBatcher;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Read model of customers, from the events that have arrived here: one row each. A row applies event n only after event
 * n-1, so its owner is never older than the events that it has applied.
 */
final class CustomerRows implements RecordOwner.Directory {

    /** What an event changes in a customer's row. */
    sealed interface Change {
        record OwnerChanged(
                @Nullable String owner, @Nullable String team) implements Change {}

        record Reverted() implements Change {}

        record Erased() implements Change {}

        record None() implements Change {}
    }

    private final MongoCollection<BsonDocument> rows;
    private final GroupCommit writes;
    private final RequestBatcher<String, Optional<KnownCustomer>> reads = new RequestBatcher<>(this::readAll);

    CustomerRows(MongoDatabase database) {
        this.rows = database.getCollection("customers", BsonDocument.class);
        this.writes = new GroupCommit(rows);
    }

    /** Applies the event of this sequence, unless it was applied before or the one before it is missing. */
    Outcome apply(String id, long sequence, Change change) {
        return sequence == 1 ? begin(id, change) : advance(id, sequence, change);
    }

    private Outcome begin(String id, Change change) {
        var row = byId(id).append("seq", new BsonInt64(1));
        row.putAll(fields(change));
        return switch (writes.insert(row)) {
            case WRITTEN -> Outcome.APPLIED;
            case THERE -> Outcome.DUPLICATE;
            case UNKNOWN -> throw new Busy("It is not known yet whether this was stored", Duration.ofSeconds(1));
        };
    }

    private Outcome advance(String id, long sequence, Change change) {
        var set = new BsonDocument("seq", new BsonInt64(sequence));
        set.putAll(fields(change));
        var update = new BsonDocument("$set", set);
        if (change instanceof Change.OwnerChanged) {
            update.append("$unset", new BsonDocument("gone", new BsonString("")));
        }
        var filter = byId(id).append("seq", new BsonInt64(sequence - 1));
        if (writes.update(filter, update)) {
            return Outcome.APPLIED;
        }
        var row = rows.find(eq(id)).first();
        return row != null && row.getInt64("seq").getValue() >= sequence ? Outcome.DUPLICATE : Outcome.GAP;
    }

    private static BsonDocument byId(String id) {
        return new BsonDocument("_id", new BsonString(id));
    }

    private static BsonDocument fields(Change change) {
        return switch (change) {
            case Change.OwnerChanged(var owner, var team) ->
                new BsonDocument("owner", orNull(owner)).append("team", orNull(team));
            case Change.Reverted _, Change.Erased _ -> new BsonDocument("gone", BsonBoolean.TRUE);
            case Change.None _ -> new BsonDocument();
        };
    }

    private static BsonValue orNull(@Nullable String value) {
        return value == null ? BsonNull.VALUE : new BsonString(value);
    }

    /** The customer, if it is known here; concurrent callers share one read. */
    Optional<KnownCustomer> find(String id) {
        return reads.submit(id);
    }

    private List<Optional<KnownCustomer>> readAll(List<String> ids) {
        var found = findAll(ids).stream().collect(Collectors.toMap(KnownCustomer::id, Function.identity()));
        return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    /** The owner of the customer's records, as far as it is known here. */
    RecordOwner accessTo(String id) {
        return find(id).map(KnownCustomer::access).orElseGet(() -> new RecordOwner(id, null, null));
    }

    /** Those of these customers that are known here; one read. */
    List<KnownCustomer> findAll(Collection<String> ids) {
        return rows.find(in("_id", ids)).map(CustomerRows::customer).into(new ArrayList<>());
    }

    @Override
    public Map<String, RecordOwner> of(Set<String> customers) {
        var found = new HashMap<String, RecordOwner>();
        for (var customer : findAll(customers)) {
            var _ = found.put(customer.id(), customer.access());
        }
        return found;
    }

    private static KnownCustomer customer(BsonDocument row) {
        return new KnownCustomer(
                row.getString("_id").getValue(),
                text(row, "owner"),
                text(row, "team"),
                row.getInt64("seq").getValue(),
                row.getBoolean("gone", BsonBoolean.FALSE).getValue());
    }

    private static @Nullable String text(BsonDocument row, String name) {
        return row.get(name) instanceof BsonString text ? text.getValue() : null;
    }
}
