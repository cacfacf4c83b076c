package io.crmesh.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compatibility check of the current contracts with the released ones. Events only grow: nothing is removed or narrowed, and
 * what was always present stays so. Consumers read older events after a change, too, so nothing new may be required.
 */
public final class Compatibility {

    /** The keywords that {@link SchemaComparison} compares; others are refused. */
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

    /** What would break consumers, one sentence each, beginning with type and path; empty if nothing. */
    public static List<String> check(Contracts released, Contracts current) {
        var findings = new ArrayList<String>();
        for (var type : released.types()) {
            if (current.types().contains(type)) {
                findings.addAll(SchemaComparison.of(type, released.schema(type), current.schema(type)));
            } else {
                findings.add(type + ": the contract is gone, although consumers still wait for the event");
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
