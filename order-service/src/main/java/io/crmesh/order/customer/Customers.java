package io.crmesh.order.customer;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.store.Access;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * The customers as far as their facts have arrived here: one row each. A row takes fact n only when it has taken n-1,
 * so it never stands at an older owner than the facts it has seen.
 */
@Repository
public class Customers implements Access.Directory {

    /** What a fact changes in a customer's row. */
    public sealed interface Change {
        record Looked(@Nullable String owner, @Nullable String team) implements Change {}

        record Left() implements Change {}

        record Nothing() implements Change {}
    }

    private final MongoCollection<Document> rows;

    Customers(MongoDatabase database) {
        this.rows = database.getCollection("customers");
    }

    /** Takes the fact of this sequence into account, unless it was before or the one before it is missing. */
    public Outcome apply(String id, long sequence, Change change) {
        return sequence == 1 ? begin(id, change) : advance(id, sequence, change);
    }

    private Outcome begin(String id, Change change) {
        var row = new Document("_id", id).append("seq", 1L);
        switch (change) {
            case Change.Looked(var owner, var team) ->
                row.append("owner", owner).append("team", team);
            case Change.Left _ -> row.append("gone", true);
            case Change.Nothing _ -> {}
        }
        try {
            var _ = rows.insertOne(row);
            return Outcome.APPLIED;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return Outcome.DUPLICATE;
            }
            throw e;
        }
    }

    private Outcome advance(String id, long sequence, Change change) {
        var update = combine(set("seq", sequence), update(change));
        if (rows.updateOne(and(eq(id), eq("seq", sequence - 1)), update).getMatchedCount() == 1) {
            return Outcome.APPLIED;
        }
        var row = rows.find(eq(id)).first();
        return row != null && row.getLong("seq") >= sequence ? Outcome.DUPLICATE : Outcome.GAP;
    }

    private static Bson update(Change change) {
        return switch (change) {
            case Change.Looked(var owner, var team) -> combine(set("owner", owner), set("team", team), unset("gone"));
            case Change.Left _ -> set("gone", true);
            case Change.Nothing _ -> combine();
        };
    }

    /** Those of these customers that are known here; one read. */
    List<Buyer> findAll(Collection<String> ids) {
        return rows.find(in("_id", ids)).map(Customers::buyer).into(new ArrayList<>());
    }

    @Override
    public Map<String, Access> of(Set<String> customers) {
        var found = new HashMap<String, Access>();
        for (var buyer : findAll(customers)) {
            var _ = found.put(buyer.id(), new Access(buyer.id(), buyer.owner(), buyer.team()));
        }
        return found;
    }

    private static Buyer buyer(Document row) {
        return new Buyer(
                Objects.requireNonNull(row.getString("_id")),
                row.getString("owner"),
                row.getString("team"),
                row.getBoolean("gone", false));
    }
}
