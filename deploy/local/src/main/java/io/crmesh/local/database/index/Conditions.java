package io.crmesh.local.database.index;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A filter as a conjunction: per field what must hold of it, and the disjunctions of which one branch must hold.
 * It answers what MongoDB's planner asks of a field: how an index on it would be bounded.
 */
public record Conditions(Map<String, List<Condition>> fields, List<List<Document>> disjunctions) {

    /** One operator with its operand. */
    public record Condition(String operator, @Nullable Object operand) {

        /** The operator alone, unless its operand decides whether an index has what matches. */
        public String shape() {
            return switch (operator) {
                case "$eq", "$ne" -> Missing.isNullOrMissing(operand) ? operator + " null" : operator;
                case "$exists" -> operator + " " + isExistence();
                default -> operator;
            };
        }

        /** How many points of an index it leaves; zero if it leaves a range or everything. */
        int points() {
            return switch (operator) {
                case "$eq" -> 1;
                case "$in" ->
                    operand instanceof Collection<?> values
                                    && values.stream().noneMatch(BsonRegularExpression::isRegularExpression)
                            ? Math.max(1, values.size())
                            : 0;
                case "$all" -> operand instanceof Collection<?> values && !values.isEmpty() ? 1 : 0;
                case "$exists" -> isExistence() ? 0 : 1;
                default -> 0;
            };
        }

        boolean bounds() {
            return points() > 0 || RANGES.contains(operator) || isBeginning();
        }

        /** Whether it holds only of documents that have the field, with a value. */
        boolean impliesPresence() {
            return switch (operator) {
                case "$eq", "$gt", "$gte", "$lt", "$lte" -> !Missing.isNullOrMissing(operand);
                case "$in", "$all" ->
                    operand instanceof Collection<?> values && values.stream().noneMatch(Missing::isNullOrMissing);
                case "$exists" -> isExistence();
                case "$regex", "$elemMatch", "$type", "$size", "$mod" -> true;
                default -> false;
            };
        }

        boolean excludesNull() {
            return operator.equals("$ne") && Missing.isNullOrMissing(operand);
        }

        boolean requiresExistence() {
            return operator.equals("$exists") && isExistence();
        }

        private boolean isExistence() {
            return operand instanceof Boolean there
                    ? there
                    : !(operand instanceof Number number && number.intValue() == 0);
        }

        /** A regular expression that says how the text begins, and nothing before that, bounds an index. */
        private boolean isBeginning() {
            if (!operator.equals("$regex") || !BsonRegularExpression.isRegularExpression(operand)) {
                return false;
            }
            var expression = BsonRegularExpression.convertToRegularExpression(operand);
            var options = expression.getOptions();
            return expression.getPattern().matches("(\\^|\\\\A)(\\\\Q|[^\\[.(*+?|$]).*")
                    && (options == null || options.isEmpty());
        }
    }

    private static final Set<String> RANGES = Set.of("$gt", "$gte", "$lt", "$lte");

    public static Conditions of(Document filter) {
        var conditions = new Conditions(new LinkedHashMap<>(), new ArrayList<>());
        conditions.add("", filter);
        return conditions;
    }

    public boolean isEmpty() {
        return fields.isEmpty() && disjunctions.isEmpty();
    }

    /** What holds in one branch of a disjunction: the branch takes its place. */
    public Conditions with(Document branch, List<Document> disjunction) {
        var narrower = new Conditions(new LinkedHashMap<>(), new ArrayList<>(disjunctions));
        fields.forEach((field, those) -> narrower.fields.put(field, new ArrayList<>(those)));
        narrower.disjunctions.remove(disjunction);
        narrower.add("", branch);
        return narrower;
    }

    int points(String field) {
        return of(field).stream()
                .mapToInt(Condition::points)
                .filter(points -> points > 0)
                .min()
                .orElse(0);
    }

    boolean bounds(String field) {
        return of(field).stream().anyMatch(Condition::bounds);
    }

    boolean implyPresence(String field) {
        return of(field).stream().anyMatch(Condition::impliesPresence);
    }

    /** Then a sparse or partial index on it has little else than what matches. */
    boolean requireExistence(String field) {
        return of(field).stream().anyMatch(Condition::requiresExistence);
    }

    /** In the order of the field, all that is walked behind its nulls matches then. */
    boolean excludesNull(String field) {
        return of(field).stream().anyMatch(Condition::excludesNull);
    }

    public List<Condition> of(String field) {
        return fields.getOrDefault(field, List.of());
    }

    private void add(String path, Document filter) {
        for (var part : filter.entrySet()) {
            var name = part.getKey();
            switch (name) {
                case "$and" -> EqualityBounds.parts(part.getValue()).forEach(each -> add(path, each));
                case "$or" -> disjunctions.add(EqualityBounds.parts(part.getValue()));
                case "$comment" -> {}
                default -> addField(path + name, part.getValue());
            }
        }
    }

    private void addField(String field, @Nullable Object condition) {
        if (isOperators(condition) && condition instanceof Document operators) {
            operators.forEach((operator, operand) -> addOperator(field, operator, operators, operand));
        } else {
            put(field, operatorOf(condition), condition);
        }
    }

    private void addOperator(String field, String operator, Document operators, @Nullable Object operand) {
        if (operator.equals("$elemMatch") && operand instanceof Document element) {
            put(field, operator, operand);
            if (isOperators(element)) {
                addField(field, element);
            } else {
                add(field + ".", element);
            }
        } else {
            put(field, operator, operator.equals("$regex") ? operators : operand);
        }
    }

    private void put(String field, String operator, @Nullable Object operand) {
        fields.computeIfAbsent(field, _ -> new ArrayList<>()).add(new Condition(operator, operand));
    }

    /** A regular expression or a value that stands without an operator. */
    static String operatorOf(@Nullable Object condition) {
        return BsonRegularExpression.isRegularExpression(condition) ? "$regex" : "$eq";
    }

    static boolean isOperators(@Nullable Object condition) {
        return condition instanceof Document document
                && document.keySet().stream().anyMatch(key -> key.startsWith("$"));
    }
}
