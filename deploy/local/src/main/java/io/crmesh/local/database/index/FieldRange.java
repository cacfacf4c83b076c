package io.crmesh.local.database.index;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Range bounds of a field: the values between which a filter wants it; a side that is open has none. Both ends are
 * included, so the range may be wider than the filter but never narrower.
 */
record FieldRange(@Nullable Object first, @Nullable Object last) {

    private static final BinaryOperator<Object> MIN = BinaryOperator.minBy(IdType.INSTANCE);
    private static final BinaryOperator<Object> MAX = BinaryOperator.maxBy(IdType.INSTANCE);
    private static final FieldRange ALL = new FieldRange(null, null);
    private static final String AFTER_ALL = "\uffff";

    /** Where a walk begins and ends among entries. */
    record Walk(String first, String last) {}

    static FieldRange of(Document filter, String field) {
        var range = ALL;
        for (var condition : filter.entrySet()) {
            range = range.and(of(condition.getKey(), condition.getValue(), field));
        }
        return range;
    }

    private static FieldRange of(String name, @Nullable Object condition, String field) {
        if (name.equals(field)) {
            return condition instanceof Document operators && isOperators(operators)
                    ? ofOperators(operators)
                    : equality(condition);
        }
        return switch (name) {
            case "$and" ->
                EqualityBounds.parts(condition).stream()
                        .map(part -> of(part, field))
                        .reduce(ALL, FieldRange::and);
            case "$or" ->
                EqualityBounds.parts(condition).stream()
                        .map(part -> of(part, field))
                        .reduce(FieldRange::or)
                        .orElse(ALL);
            default -> ALL;
        };
    }

    private static boolean isOperators(Document condition) {
        return condition.keySet().stream().anyMatch(key -> key.startsWith("$"));
    }

    private static FieldRange ofOperators(Document operators) {
        var range = ALL;
        for (var operator : operators.entrySet()) {
            var value = operator.getValue();
            range = range.and(
                    switch (operator.getKey()) {
                        case "$eq" -> equality(value);
                        case "$gt", "$gte" -> new FieldRange(Missing.ofNullable(value), null);
                        case "$lt", "$lte" -> new FieldRange(null, Missing.ofNullable(value));
                        default -> ALL;
                    });
        }
        return range;
    }

    private static FieldRange equality(@Nullable Object value) {
        if (BsonRegularExpression.isRegularExpression(value)) {
            return ALL;
        }
        var only = Missing.ofNullable(value);
        return new FieldRange(only, only);
    }

    private FieldRange and(FieldRange other) {
        return new FieldRange(narrower(first, other.first, MAX), narrower(last, other.last, MIN));
    }

    private FieldRange or(FieldRange other) {
        return new FieldRange(wider(first, other.first, MIN), wider(last, other.last, MAX));
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

    /** Among the entries that begin like this, and go on with a key of this direction. */
    Walk texts(String beginning, boolean ascending) {
        var lower = ascending ? first : last;
        var upper = ascending ? last : first;
        return new Walk(
                lower == null ? beginning : beginning + IndexEntries.text(lower, ascending),
                (upper == null ? beginning : beginning + IndexEntries.text(upper, ascending)) + AFTER_ALL);
    }

    static boolean isDescending(@Nullable Object direction) {
        return direction instanceof Number number && number.intValue() < 0;
    }
}
