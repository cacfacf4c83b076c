package io.crmesh.local.database;

import static io.crmesh.local.database.UnservedQuery.Reason.BLOCKING_SORT;
import static io.crmesh.local.database.UnservedQuery.Reason.COLLECTION_SCAN;
import static io.crmesh.local.database.UnservedQuery.Reason.WHOLE_INDEX_SCAN;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.crmesh.local.database.UnservedQuery.Reason;
import io.crmesh.local.database.index.Conditions;
import io.crmesh.local.database.index.IndexPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Query policy of one server: it decides as MongoDB's planner does whether declared indexes serve a query, which is not how
 * this server itself answers it. An empty filter without a sort is a deliberate reading of everything, and always allowed.
 */
final class UnservedQueries {

    private static final Logger LOG = LoggerFactory.getLogger(UnservedQueries.class);

    /** The code by which a server with {@code notablescan} refuses. */
    private static final int NO_QUERY_EXECUTION_PLANS = 291;

    /** The comment of commands that are neither recorded nor refused. */
    private static final String EXEMPT = "test";

    /** Queries have few shapes, unless they are made of what users type. */
    private static final int MOST_RECORDED = 1000;

    private final IndexPolicy policy;
    private final Set<UnservedQuery> seen = ConcurrentHashMap.newKeySet();

    UnservedQueries(IndexPolicy policy) {
        this.policy = policy;
    }

    boolean isLooking() {
        return policy != IndexPolicy.IGNORING;
    }

    List<UnservedQuery> seen() {
        return List.copyOf(seen);
    }

    static boolean isExempt(Document command) {
        return EXEMPT.equals(command.get("comment"));
    }

    /** Records a query that no index serves; in strict mode it ends with an error that names it. */
    void check(String collection, String command, Document filter, Document sort, List<IndexPattern> indexes) {
        var conditions = Conditions.of(filter);
        reason(conditions, sort, indexes).ifPresent(reason -> {
            var query = UnservedQuery.of(collection, command, conditions, sort, reason);
            if (seen.size() < MOST_RECORDED && seen.add(query)) {
                LOG.info("No index serves the query: {}", query);
            }
            if (policy == IndexPolicy.STRICT && reason != WHOLE_INDEX_SCAN) {
                throw new MongoServerError(
                        NO_QUERY_EXECUTION_PLANS,
                        "NoQueryExecutionPlans",
                        "No index serves the query: %s. Declare an index with keys in this order: equality, sort, range."
                                .formatted(query));
            }
        });
    }

    private static Optional<Reason> reason(Conditions filter, Document sort, List<IndexPattern> indexes) {
        var order = sort.containsKey("$natural") ? new Document() : sort;
        if (filter.isEmpty()) {
            return order.isEmpty() || isWalked(filter, order, indexes) ? Optional.empty() : Optional.of(BLOCKING_SORT);
        }
        if (isServed(filter, order, indexes)) {
            return Optional.empty();
        }
        // Walking the index of the order and skipping what the filter excludes sorts nothing and ends with the page.
        if (!order.isEmpty() && isWalked(filter, order, indexes)) {
            return Optional.empty();
        }
        if (isServed(filter, new Document(), indexes)) {
            return Optional.of(BLOCKING_SORT);
        }
        return Optional.of(isOnFirstKey(filter, indexes) ? WHOLE_INDEX_SCAN : COLLECTION_SCAN);
    }

    private static boolean isWalked(Conditions filter, Document sort, List<IndexPattern> indexes) {
        return indexes.stream().anyMatch(index -> index.hasAllFor(filter) && index.isInOrder(filter, sort));
    }

    private static boolean isOnFirstKey(Conditions filter, List<IndexPattern> indexes) {
        return indexes.stream()
                .anyMatch(index -> index.hasAllFor(filter)
                        && !filter.of(index.keys().getFirst().getKey()).isEmpty());
    }

    /** By one index, or each branch of a disjunction by one: then the branches are merged in order. */
    private static boolean isServed(Conditions filter, Document sort, List<IndexPattern> indexes) {
        return indexes.stream().anyMatch(index -> index.servesInOrder(filter, sort))
                || filter.disjunctions().stream()
                        .anyMatch(branches -> !branches.isEmpty()
                                && branches.stream()
                                        .allMatch(branch -> isServed(filter.with(branch, branches), sort, indexes)));
    }
}
