package io.crmesh.platform.history;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonRegularExpression;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Evaluator of the filters of lists on one document, as the database evaluates them: a condition on a list holds if it
 * holds for an entry, values of different kinds do not compare, and what has no value equals null. An operator that no
 * list uses is a bug.
 */
final class FilterEvaluator {

    private FilterEvaluator() {}

    static boolean matches(BsonDocument filter, BsonDocument document) {
        return filter.entrySet().stream().allMatch(condition -> switch (condition.getKey()) {
            case "$and" -> branches(condition).allMatch(branch -> matches(branch, document));
            case "$or" -> branches(condition).anyMatch(branch -> matches(branch, document));
            default -> holds(condition.getValue(), values(document, path(condition)));
        });
    }

    private static List<String> path(Map.Entry<String, BsonValue> condition) {
        if (condition.getKey().startsWith("$")) {
            throw unknown(condition.getKey());
        }
        return List.of(condition.getKey().split("\\.", -1));
    }

    private static Stream<BsonDocument> branches(Map.Entry<String, BsonValue> condition) {
        return condition.getValue().asArray().stream().map(BsonValue::asDocument);
    }

    private static boolean holds(BsonValue condition, List<BsonValue> values) {
        if (condition.isRegularExpression()) {
            return isAnyLike(condition.asRegularExpression(), values);
        }
        if (!isOperators(condition)) {
            return isAnyEqual(condition, values);
        }
        return condition.asDocument().entrySet().stream().allMatch(operator -> {
            var operand = operator.getValue();
            return switch (operator.getKey()) {
                case "$eq" -> isAnyEqual(operand, values);
                case "$ne" -> !isAnyEqual(operand, values);
                case "$in" -> operand.asArray().stream().anyMatch(each -> isAnyEqual(each, values));
                case "$nin" -> operand.asArray().stream().noneMatch(each -> isAnyEqual(each, values));
                case "$exists" -> operand.asBoolean().getValue() != values.isEmpty();
                case "$gt" -> isAny(operand, values, order -> order > 0);
                case "$gte" -> isAny(operand, values, order -> order >= 0);
                case "$lt" -> isAny(operand, values, order -> order < 0);
                case "$lte" -> isAny(operand, values, order -> order <= 0);
                default -> throw unknown(operator.getKey());
            };
        });
    }

    private static boolean isOperators(BsonValue condition) {
        return condition.isDocument()
                && !condition.asDocument().isEmpty()
                && condition.asDocument().getFirstKey().startsWith("$");
    }

    /** What stands at a path; a list stands for its entries. */
    private static List<BsonValue> values(BsonDocument document, List<String> path) {
        Stream<BsonValue> values = Stream.of(document);
        for (var step : path) {
            values = values.filter(BsonValue::isDocument)
                    .flatMap(value -> Stream.ofNullable(value.asDocument().get(step)))
                    .flatMap(FilterEvaluator::entries);
        }
        return values.toList();
    }

    private static Stream<BsonValue> entries(BsonValue value) {
        return value.isArray() ? value.asArray().stream() : Stream.of(value);
    }

    private static boolean isAnyEqual(BsonValue wanted, List<BsonValue> values) {
        if (wanted.isNull()) {
            return values.isEmpty() || values.contains(BsonNull.VALUE);
        }
        return values.stream().anyMatch(value -> value.equals(wanted) || isOrdered(value, wanted, order -> order == 0));
    }

    private static boolean isAnyLike(BsonRegularExpression wanted, List<BsonValue> values) {
        var pattern = Pattern.compile(wanted.getPattern());
        return values.stream()
                .anyMatch(value -> value.isString()
                        && pattern.matcher(value.asString().getValue()).find());
    }

    private static boolean isAny(BsonValue than, List<BsonValue> values, IntPredicate wanted) {
        return values.stream().anyMatch(value -> isOrdered(value, than, wanted));
    }

    private static boolean isOrdered(BsonValue value, BsonValue than, IntPredicate wanted) {
        var order = compare(value, than);
        return order != null && wanted.test(order);
    }

    private static @Nullable Integer compare(BsonValue one, BsonValue other) {
        if (one.isNumber() && other.isNumber()) {
            return one.asNumber()
                    .decimal128Value()
                    .bigDecimalValue()
                    .compareTo(other.asNumber().decimal128Value().bigDecimalValue());
        }
        if (one.getBsonType() != other.getBsonType()) {
            return null;
        }
        return switch (one.getBsonType()) {
            case STRING -> one.asString().getValue().compareTo(other.asString().getValue());
            case DATE_TIME -> one.asDateTime().compareTo(other.asDateTime());
            case BOOLEAN -> one.asBoolean().compareTo(other.asBoolean());
            default -> null;
        };
    }

    private static IllegalStateException unknown(String operator) {
        return new IllegalStateException("No filter of a list has " + operator);
    }
}
