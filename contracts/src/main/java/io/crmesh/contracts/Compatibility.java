package io.crmesh.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether everyone who relies on the released contracts can go on with the current ones. Facts only grow: nothing is
 * taken away, nothing gets narrower, and what was promised to be always there stays so. Facts that were sent before the
 * change are still read after it, so nothing new may be demanded either.
 */
public final class Compatibility {

    /** What {@link SchemaComparison} can compare; a rule that nobody can compare is no rule to rely on. */
    private static final Set<String> KEYWORDS = Set.of(
            "$defs",
            "$id",
            "$ref",
            "$schema",
            "additionalProperties",
            "description",
            "examples",
            "format",
            "items",
            "maxItems",
            "maxLength",
            "maximum",
            "minItems",
            "minLength",
            "minimum",
            "pattern",
            "properties",
            "required",
            "title",
            "type",
            "x-known");

    private static final Set<String> BESIDE_A_REFERENCE = Set.of("$ref", "description", "title");

    private Compatibility() {}

    /** What would break somebody, one sentence each, beginning with the type and the place; empty if nothing. */
    public static List<String> check(Contracts released, Contracts current) {
        var findings = new ArrayList<String>();
        for (var type : released.types()) {
            if (current.types().contains(type)) {
                findings.addAll(SchemaComparison.of(type, released.schema(type), current.schema(type)));
            } else {
                findings.add(type + ": the contract is gone, though consumers still wait for the fact");
            }
        }
        current.types().forEach(type -> findings.addAll(beyondComparison(type, current)));
        return findings;
    }

    private static List<String> beyondComparison(String type, Contracts current) {
        var findings = new ArrayList<String>();
        Subschemas.visit(current.schema(type), part -> {
            var allowed = part.has("$ref") ? BESIDE_A_REFERENCE : KEYWORDS;
            part.propertyNames().stream()
                    .filter(keyword -> !allowed.contains(keyword))
                    .forEach(keyword -> findings.add(type + ": uses '" + keyword + "', which cannot be compared here"));
        });
        return findings;
    }
}
