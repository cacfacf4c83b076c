package io.crmesh.local.database.index;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index as it was declared, and what MongoDB's planner would use it for. Order of the keys: those with equality, those
 * of the sort, those with ranges.
 *
 * @param partialFilter empty if the index has every document
 */
public record IndexPattern(List<IndexKey> keys, boolean unique, boolean sparse, Document partialFilter) {

    /** A query that would need more parts than these to be merged in order is sorted in memory. */
    private static final int MOST_MERGED = 200;

    public static final IndexPattern OF_IDS =
            new IndexPattern(List.of(new IndexKey("_id", true)), true, false, new Document());

    /** Whether it has all documents that can match. */
    public boolean hasAllFor(Conditions filter) {
        return !sparse && isImpliedBy(filter);
    }

    private boolean hasEveryDocument() {
        return !sparse && partialFilter.isEmpty();
    }

    /** Whether it has all that can match, and the filter bounds its first key. */
    private boolean serves(Conditions filter, Document sort) {
        var first = keys.getFirst().getKey();
        var isBounded = filter.bounds(first)
                || (!hasEveryDocument() && filter.requireExistence(first))
                || (isFirstOf(sort, first) && filter.excludesNull(first));
        return isBounded && (!sparse || filter.implyPresence(first)) && isImpliedBy(filter);
    }

    public boolean servesInOrder(Conditions filter, Document sort) {
        return (serves(filter, sort) && (findsOneAtMost(filter) || isInOrder(filter, sort)))
                || (hasWhatMatches(filter) && isInOrder(filter, sort));
    }

    private static boolean isFirstOf(Document sort, String field) {
        return !sort.isEmpty() && sort.keySet().iterator().next().equals(field);
    }

    /** Whether a partial index has all documents that match, and no others. */
    private boolean hasWhatMatches(Conditions filter) {
        return !partialFilter.isEmpty() && isImpliedBy(filter) && areImplied(filter, Conditions.of(partialFilter));
    }

    private boolean findsOneAtMost(Conditions filter) {
        return unique && keys.stream().allMatch(key -> filter.points(key.getKey()) == 1);
    }

    /** Keys with one value do not disturb the order; walks for several values before the sort's keys are merged. */
    public boolean isInOrder(Conditions filter, Document sort) {
        var wanted = sort.entrySet().stream()
                .filter(key -> filter.points(key.getKey()) != 1)
                .toList();
        var matched = 0;
        var merged = 1L;
        @Nullable Boolean backwards = null;
        for (var key : keys) {
            if (matched == wanted.size()) {
                break;
            }
            var next = wanted.get(matched);
            var points = filter.points(key.getKey());
            if (key.getKey().equals(next.getKey())) {
                var against = key.isAscending() == FieldRange.isDescending(next.getValue());
                if (backwards != null && backwards != against) {
                    return false;
                }
                backwards = against;
                matched++;
            } else if (points == 0 || (points > 1 && matched > 0)) {
                return false;
            } else {
                merged *= points;
            }
        }
        return matched == wanted.size() && merged <= MOST_MERGED;
    }

    /** A partial index is used only if the filter says everything that the index's filter says. */
    boolean isImpliedBy(Conditions filter) {
        return areImplied(Conditions.of(partialFilter), filter);
    }

    private static boolean areImplied(Conditions required, Conditions filter) {
        return required.disjunctions().isEmpty()
                && required.fields().entrySet().stream()
                        .allMatch(field -> field.getValue().stream()
                                .allMatch(condition -> implies(filter, field.getKey(), condition)));
    }

    private static boolean implies(Conditions filter, String field, Conditions.Condition required) {
        if (required.requiresExistence()) {
            return filter.implyPresence(field);
        }
        return filter.of(field).stream().anyMatch(condition -> implies(condition, required));
    }

    private static boolean implies(Conditions.Condition condition, Conditions.Condition required) {
        if (condition.equals(required)) {
            return true;
        }
        var side = Integer.signum(IdType.INSTANCE.compare(
                Missing.ofNullable(condition.operand()), Missing.ofNullable(required.operand())));
        return switch (condition.operator() + " " + required.operator()) {
            case "$eq $eq" -> side == 0;
            case "$eq $gt", "$gte $gt" -> side > 0;
            case "$eq $gte", "$gt $gt", "$gt $gte", "$gte $gte" -> side >= 0;
            case "$eq $lt", "$lte $lt" -> side < 0;
            case "$eq $lte", "$lt $lt", "$lt $lte", "$lte $lte" -> side <= 0;
            default -> false;
        };
    }
}
