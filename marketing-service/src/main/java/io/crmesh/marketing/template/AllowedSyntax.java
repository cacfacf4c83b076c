package io.crmesh.marketing.template;

import io.pebbletemplates.pebble.extension.Extension;
import io.pebbletemplates.pebble.extension.ExtensionCustomizer;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.extension.Test;
import io.pebbletemplates.pebble.operator.BinaryOperator;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Allow-list of the template language: of an extension it leaves only what is named here. */
final class AllowedSyntax extends ExtensionCustomizer {

    private static final Set<String> TAGS = Set.of("if", "verbatim");
    private static final Set<String> FILTERS = Set.of(
            "abbreviate", "abs", "capitalize", "default", "escape", "lower", "numberformat", "title", "trim", "upper");
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
        return only(super.getFilters(), FILTERS);
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

    private static <T> Map<String, T> only(@Nullable Map<String, T> all, Set<String> names) {
        var left = new HashMap<String, T>();
        if (all != null) {
            left.putAll(all);
        }
        left.keySet().retainAll(names);
        return left;
    }
}
