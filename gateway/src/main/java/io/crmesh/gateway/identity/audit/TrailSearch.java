package io.crmesh.gateway.identity.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Sorts;
import io.crmesh.audit.Action;
import io.crmesh.audit.Ledger;
import io.crmesh.audit.Link;
import io.crmesh.gateway.problem.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Query for entries of the audit trail. Both orders go by the time, as all indexes of the trail do; entries of one
 * instant stand in the order of the chain.
 *
 * @param action one or more actions, separated by commas
 */
record TrailSearch(
        Ledger ledger,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String record,
        @Nullable Instant atFrom,
        @Nullable Instant atUntil) {

    enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST;

        static Order named(String sort) {
            return switch (sort) {
                case "at" -> OLDEST_FIRST;
                case "-at" -> NEWEST_FIRST;
                default -> throw Refusal.impossible("sort", "is at or -at");
            };
        }
    }

    /** The entries that come after the one with this sequence; 0 for the first page. */
    List<Link> page(Order order, long after, int limit) {
        return ledger.entries()
                .find(and(filter(), after == 0 ? empty() : beyond(order, after)))
                .sort(order == Order.OLDEST_FIRST ? Sorts.ascending("at", "_id") : Sorts.descending("at", "_id"))
                .limit(limit)
                .map(Ledger::link)
                .into(new ArrayList<>());
    }

    private Bson beyond(Order order, long after) {
        var last = ledger.entries().find(eq("_id", after)).first();
        if (last == null) {
            throw Refusal.impossible("after", "is the sequence of no entry");
        }
        var at = last.get("at");
        return order == Order.OLDEST_FIRST
                ? or(gt("at", at), and(eq("at", at), gt("_id", after)))
                : or(lt("at", at), and(eq("at", at), lt("_id", after)));
    }

    private Bson filter() {
        var filters = new ArrayList<Bson>(List.of(empty()));
        if (actor != null) {
            filters.add(eq("actor", actor));
        }
        if (action != null) {
            filters.add(in(
                    "action",
                    Arrays.stream(action.split(",")).map(TrailSearch::known).toList()));
        }
        if (record != null) {
            filters.add(eq("records", record));
        }
        if (atFrom != null) {
            filters.add(gte("at", Date.from(atFrom)));
        }
        if (atUntil != null) {
            filters.add(lt("at", Date.from(atUntil)));
        }
        return and(filters);
    }

    private static String known(String action) {
        return Arrays.stream(Action.values())
                .map(Action::name)
                .filter(action::equals)
                .findFirst()
                .orElseThrow(() -> Refusal.impossible("action", "is none of " + Arrays.toString(Action.values())));
    }
}
