package io.crmesh.local.database;

import de.bwaldvogel.mongo.bson.Document;
import io.crmesh.local.database.index.Conditions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shape of a query that no declared index serves. Queries that differ in their values only are one.
 *
 * @param collection with its database, as in {@code tickets.tickets}
 * @param filter the fields with their operators, without the values other than null
 */
public record UnservedQuery(String collection, String command, String filter, String sort, Reason reason) {

    /** What a real MongoDB would have to do. */
    public enum Reason {
        /** It would read every document. */
        COLLECTION_SCAN,
        /** It would read an index from end to end, because the filter bounds none of its first keys. */
        WHOLE_INDEX_SCAN,
        /** It would find the documents by an index, and sort them all in memory before it returns the first one. */
        BLOCKING_SORT
    }

    static UnservedQuery of(String collection, String command, Conditions filter, Document sort, Reason reason) {
        return new UnservedQuery(collection, command, shape(filter), sort(sort), reason);
    }

    @Override
    public String toString() {
        return "%s on %s, filter %s, sort %s: %s".formatted(command, collection, filter, sort, reason);
    }

    private static String shape(Conditions filter) {
        var fields =
                filter.fields().entrySet().stream().map(field -> field.getKey() + ": " + operators(field.getValue()));
        var disjunctions = filter.disjunctions().stream()
                .map(branches -> branches.stream()
                        .map(branch -> shape(Conditions.of(branch)))
                        .distinct()
                        .collect(Collectors.joining(", ", "$or: [", "]")));
        return Stream.concat(fields, disjunctions).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String operators(List<Conditions.Condition> conditions) {
        return conditions.stream().map(Conditions.Condition::shape).distinct().collect(Collectors.joining(" "));
    }

    private static String sort(Document sort) {
        return sort.entrySet().stream()
                .map(key -> key.getKey() + ": " + key.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
