package io.crmesh.contracts;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Visitor of a schema and the schemas inside it. An example only looks like a schema and is not visited. */
final class Subschemas {

    private static final List<String> ONE = List.of("items", "additionalProperties");
    private static final List<String> BY_NAME = List.of("properties", "$defs");
    private static final List<String> CHOICES = List.of("oneOf", "anyOf", "allOf");

    private Subschemas() {}

    static void visit(JsonNode schema, Consumer<ObjectNode> visitor) {
        if (!(schema instanceof ObjectNode object)) {
            return;
        }
        visitor.accept(object);
        CHOICES.forEach(keyword -> object.path(keyword).values().forEach(inner -> visit(inner, visitor)));
        ONE.forEach(keyword -> visit(object.path(keyword), visitor));
        BY_NAME.forEach(keyword -> object.path(keyword).values().forEach(inner -> visit(inner, visitor)));
    }
}
