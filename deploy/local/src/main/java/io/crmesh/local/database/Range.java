package io.crmesh.local.database;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Between which values a field must be, as far as a filter says so; nothing where a side is open. Both ends are included,
 * so that it may be wider than the filter but never narrower.
 */
record Range(@Nullable Object first, @Nullable Object last) {

    private static final BinaryOperator<Object> MIN = BinaryOperator.minBy(IdType.INSTANCE);
    private static final BinaryOperator<Object> MAX = BinaryOperator.maxBy(IdType.INSTANCE);
    private static final Range ALL = new Range(null, null);
    private static final String AFTER_ALL = "\uffff";

    /** Where a walk begins and ends among entries. */
    record Walk(String first, String last) {}

    static Range of(Document filter, String field) {
        var range = ALL;
        for (var condition : filter.entrySet()) {
            range = range.and(of(condition.getKey(), condition.getValue(), field));
        }
        return range;
    }

    private static Range of(String name, @Nullable Object condition, String field) {
        if (name.equals(field)) {
            return condition instanceof Document operators && isOperators(operators)
                    ? ofOperators(operators)
                    : equality(condition);
        }
        return switch (name) {
            case "$and" ->
                Equalities.parts(condition).stream()
                        .map(part -> of(part, field))
                        .reduce(ALL, Range::and);
            case "$or" ->
                Equalities.parts(condition).stream()
                        .map(part -> of(part, field))
                        .reduce(Range::or)
                        .orElse(ALL);
            default -> ALL;
        };
    }

    private static boolean isOperators(Document condition) {
        return condition.keySet().stream().anyMatch(key -> key.startsWith("$"));
    }

    private static Range ofOperators(Document operators) {
        var range = ALL;
        for (var operator : operators.entrySet()) {
            var value = operator.getValue();
            range = range.and(
                    switch (operator.getKey()) {
                        case "$eq" -> equality(value);
                        case "$gt", "$gte" -> new Range(Missing.ofNullable(value), null);
                        case "$lt", "$lte" -> new Range(null, Missing.ofNullable(value));
                        default -> ALL;
                    });
        }
        return range;
    }

    private static Range equality(@Nullable Object value) {
        if (BsonRegularExpression.isRegularExpression(value)) {
            return ALL;
        }
        var only = Missing.ofNullable(value);
        return new Range(only, only);
    }

    private Range and(Range other) {
        return new Range(narrower(first, other.first, MAX), narrower(last, other.last, MIN));
    }

    private Range or(Range other) {
        return new Range(wider(first, other.first, MIN), wider(last, other.last, MAX));
    }

    private static @Nullable Object narrower(
            @Nullable Object one, @Nullable Object other, BinaryOperator<Object> choice) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return choice.apply(one, other);
    }

    private static @Nullable Object wider(@Nullable Object one, @Nullable Object other, BinaryOperator<Object> choice) {
        return one == null || other == null ? null : choice.apply(one, other);
    }

    /** Among the entries that begin like this. */
    Walk texts(String beginning) {
        return new Walk(
                first == null ? beginning : beginning + IndexEntries.text(first),
                (last == null ? beginning : beginning + IndexEntries.text(last)) + AFTER_ALL);
    }

    static boolean isDescending(Document order) {
        return order.values().iterator().next() instanceof Number direction && direction.intValue() < 0;
    }

    static boolean isOneWay(Document order) {
        var descending = isDescending(order);
        return order.values().stream()
                .allMatch(value -> value instanceof Number direction && direction.intValue() < 0 == descending);
    }
}
