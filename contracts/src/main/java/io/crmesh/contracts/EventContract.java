package io.crmesh.contracts;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Contract of one type of event: tolerant for readers, strict for producers. A reader ignores fields and codes that it does
 * not know; a producer may send only what the schema lists, so the file is always complete.
 */
record EventContract(String type, JsonNode schema, Schema reading, Schema producing) {

    private static final String KNOWN = "x-known";
    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .locale(Locale.ROOT)
            .build();

    static EventContract of(String type, JsonNode schema) {
        return new EventContract(type, schema, compile(open(schema)), compile(closed(schema)));
    }

    List<JsonNode> examples() {
        return new ArrayList<>(schema.path("examples").values());
    }

    List<String> problemsOfReading(byte[] body) {
        return problems(reading, body);
    }

    List<String> problemsOfProducing(byte[] body) {
        var problems = new ArrayList<>(problems(producing, body));
        if (problems.isEmpty()) {
            MoneyScale.problems(Json.MAPPER.readTree(body)).forEach(problem -> problems.add(type + problem));
        }
        return problems;
    }

    private List<String> problems(Schema against, byte[] body) {
        try {
            return against.validate(Json.MAPPER.readTree(body)).stream()
                    .map(this::sentence)
                    .toList();
        } catch (JacksonException e) {
            return List.of(type + ": not JSON: " + e.getOriginalMessage());
        }
    }

    private String sentence(Error error) {
        return type + error.getInstanceLocation() + ": " + error.getMessage();
    }

    private static Schema compile(JsonNode schema) {
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(CONFIG))
                .getSchema(schema);
    }

    private static JsonNode open(JsonNode schema) {
        var open = schema.deepCopy();
        Subschemas.visit(open, part -> part.remove(KNOWN));
        return open;
    }

    private static JsonNode closed(JsonNode schema) {
        var closed = schema.deepCopy();
        Subschemas.visit(closed, EventContract::close);
        return closed;
    }

    private static void close(ObjectNode part) {
        if (part.path("type").asString("").equals("object") && !part.has("additionalProperties")) {
            part.put("additionalProperties", false);
        }
        var known = part.remove(KNOWN);
        if (known != null) {
            part.set("enum", known);
        }
    }
}
