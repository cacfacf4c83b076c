package io.crmesh.contracts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Comparison of a contract with its released version, path by path. */
final class SchemaComparison {

    /** Readers parse by these, so any other value breaks them, whether narrower or wider. */
    private static final List<String> FIXED = List.of("type", "format", "pattern");

    private static final List<String> LOWER_LIMITS = List.of("minimum", "minLength", "minItems");
    private static final List<String> UPPER_LIMITS = List.of("maximum", "maxLength", "maxItems");

    private final JsonNode releasedRoot;
    private final JsonNode currentRoot;
    private final List<String> findings = new ArrayList<>();

    private SchemaComparison(JsonNode releasedRoot, JsonNode currentRoot) {
        this.releasedRoot = releasedRoot;
        this.currentRoot = currentRoot;
    }

    static List<String> of(String type, JsonNode released, JsonNode current) {
        var comparison = new SchemaComparison(released, current);
        comparison.compare(type, released, current);
        return comparison.findings;
    }

    private void compare(String path, JsonNode releasedPart, JsonNode currentPart) {
        var released = resolved(releasedRoot, releasedPart);
        var current = resolved(currentRoot, currentPart);
        FIXED.forEach(keyword -> same(path, keyword, released.path(keyword), current.path(keyword)));
        LOWER_LIMITS.forEach(keyword -> limit(path, keyword, released.path(keyword), current.path(keyword), 1));
        UPPER_LIMITS.forEach(keyword -> limit(path, keyword, released.path(keyword), current.path(keyword), -1));
        codes(path, released.path("x-known"), current.path("x-known"));
        required(path, names(released), names(current));
        properties(path, released.path("properties"), current.path("properties"));
        inner(path + "/*", released.path("items"), current.path("items"), "items");
        inner(
                path + "/{name}",
                released.path("additionalProperties"),
                current.path("additionalProperties"),
                "additionalProperties");
    }

    private void same(String path, String keyword, JsonNode released, JsonNode current) {
        if (!released.equals(current)) {
            find(path, "%s was %s and is %s".formatted(keyword, shown(released), shown(current)));
        }
    }

    /** @param tighter 1 where a greater number allows less, -1 where it allows more */
    private void limit(String path, String keyword, JsonNode released, JsonNode current, int tighter) {
        if (current.isNumber() && (!released.isNumber() || order(current, released) == tighter)) {
            find(path, "%s was %s and is narrower, %s".formatted(keyword, shown(released), shown(current)));
        }
    }

    private static int order(JsonNode one, JsonNode other) {
        BigDecimal value = one.decimalValue();
        return Integer.signum(value.compareTo(other.decimalValue()));
    }

    private void codes(String path, JsonNode released, JsonNode current) {
        for (var code : released.values()) {
            if (!current.values().contains(code)) {
                find(path, "the code %s is no longer listed".formatted(shown(code)));
            }
        }
    }

    private void required(String path, Set<String> released, Set<String> current) {
        released.stream()
                .filter(name -> !current.contains(name))
                .forEach(name -> find(path + "/" + name, "was always there and is now optional"));
        current.stream()
                .filter(name -> !released.contains(name))
                .forEach(name -> find(path + "/" + name, "is now required, which events already sent do not keep"));
    }

    private void properties(String path, JsonNode released, JsonNode current) {
        released.forEachEntry((name, property) -> {
            if (current.has(name)) {
                compare(path + "/" + name, property, current.path(name));
            } else {
                find(path + "/" + name, "is gone");
            }
        });
    }

    private void inner(String path, JsonNode released, JsonNode current, String keyword) {
        if (released.isObject() && current.isObject()) {
            compare(path, released, current);
        } else {
            same(path, keyword, released, current);
        }
    }

    private void find(String path, String what) {
        findings.add(path + ": " + what);
    }

    private static Set<String> names(JsonNode schema) {
        var names = new LinkedHashSet<String>();
        schema.path("required").values().forEach(name -> names.add(name.asString()));
        return names;
    }

    /** Resolves a reference, which must point into the same file. */
    private static JsonNode resolved(JsonNode root, JsonNode part) {
        var reference = part.path("$ref").asString("");
        if (reference.isEmpty()) {
            return part;
        }
        var target = reference.startsWith("#/") ? root.at(reference.substring(1)) : root.path("");
        if (!target.isObject()) {
            throw new IllegalArgumentException(reference + " does not point into the same file");
        }
        return target;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "free" : value.toString();
    }
}
