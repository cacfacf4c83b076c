package io.crmesh.local.database.index;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Equality bounds of a filter: per field the values of which the field must have one. Equality with null bounds nothing
 * here, since absent fields may have no index entries.
 */
public record EqualityBounds(Map<String, List<Object>> values) {

    static EqualityBounds in(Document filter) {
        var found = new HashMap<String, List<Object>>();
        collect(filter, found);
        return new EqualityBounds(found);
    }

    List<Object> of(String field) {
        return values.getOrDefault(field, List.of());
    }

    private static void collect(Document filter, Map<String, List<Object>> found) {
        for (var condition : filter.entrySet()) {
            var field = condition.getKey();
            if (field.equals("$and")) {
                parts(condition.getValue()).forEach(part -> collect(part, found));
            } else if (!field.startsWith("$")) {
                var values = pinned(condition.getValue());
                if (!values.isEmpty()) {
                    found.merge(field, values, (one, other) -> one.size() <= other.size() ? one : other);
                }
            }
        }
    }

    /** The documents in a list, such as the conditions of {@code $and} or the stages of an aggregation. */
    public static List<Document> parts(@Nullable Object list) {
        return list instanceof Collection<?> parts
                ? parts.stream()
                        .filter(Document.class::isInstance)
                        .map(Document.class::cast)
                        .toList()
                : List.of();
    }

    private static List<Object> pinned(@Nullable Object condition) {
        if (condition instanceof Document operators
                && operators.keySet().stream().anyMatch(key -> key.startsWith("$"))) {
            if (operators.containsKey("$eq")) {
                return usable(List.of(Missing.ofNullable(operators.get("$eq"))));
            }
            return operators.get("$in") instanceof Collection<?> any ? usable(any) : List.of();
        }
        return usable(List.of(Missing.ofNullable(condition)));
    }

    private static List<Object> usable(Collection<?> values) {
        return values.stream().allMatch(EqualityBounds::isUsable) ? List.copyOf(values) : List.of();
    }

    private static boolean isUsable(@Nullable Object value) {
        return !Missing.isNullOrMissing(value) && !BsonRegularExpression.isRegularExpression(value);
    }
}
