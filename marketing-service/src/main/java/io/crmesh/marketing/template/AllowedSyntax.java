package io.crmesh.marketing.template;

import io.pebbletemplates.pebble.extension.Extension;
import io.pebbletemplates.pebble.extension.ExtensionCustomizer;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.extension.Test;
import io.pebbletemplates.pebble.operator.BinaryOperator;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Allow-list of the template language: of an extension it leaves only what is named here. */
final class AllowedSyntax extends ExtensionCustomizer {

    private static final Set<String> TAGS = Set.of("if", "verbatim");
    /** The filter {@code date} is our own: the engine's does not read an instant as our events write it. */
    static final List<String> FILTERS = List.of(
            "abbreviate",
            "abs",
            "capitalize",
            DateFilter.NAME,
            "default",
            "escape",
            "lower",
            "numberformat",
            "title",
            "trim",
            "upper",
            "urlencode");

    private static final Set<String> TESTS = Set.of("defined", "empty", "equalTo", "null");

    /** No ranges, which could exhaust the memory, and no regular expressions, whose time is unbounded. */
    private static final Set<String> OPERATORS = Set.of(
            "or",
            "and",
            "is",
            "is not",
            "==",
            "equals",
            "!=",
            "not equals",
            ">",
            "<",
            ">=",
            "<=",
            "+",
            "-",
            "*",
            "/",
            "|",
            "~",
            "??");

    AllowedSyntax(Extension core) {
        super(core);
    }

    @Override
    public Map<String, Filter> getFilters() {
        var left = only(super.getFilters(), FILTERS);
        left.remove(DateFilter.NAME);
        return left;
    }

    @Override
    public Map<String, Test> getTests() {
        return only(super.getTests(), TESTS);
    }

    @Override
    public Map<String, Function> getFunctions() {
        return Map.of();
    }

    @Override
    public Map<String, Object> getGlobalVariables() {
        return Map.of();
    }

    @Override
    public List<TokenParser> getTokenParsers() {
        return Objects.requireNonNullElse(super.getTokenParsers(), List.<TokenParser>of()).stream()
                .filter(tag -> TAGS.contains(tag.getTag()))
                .toList();
    }

    @Override
    public List<BinaryOperator> getBinaryOperators() {
        return Objects.requireNonNullElse(super.getBinaryOperators(), List.<BinaryOperator>of()).stream()
                .filter(operator -> OPERATORS.contains(operator.getSymbol()))
                .toList();
    }

    private static <T> Map<String, T> only(@Nullable Map<String, T> all, Collection<String> names) {
        var left = new HashMap<String, T>();
        if (all != null) {
            left.putAll(all);
        }
        left.keySet().retainAll(names);
        return left;
    }
}
