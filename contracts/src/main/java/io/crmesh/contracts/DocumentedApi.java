package io.crmesh.contracts;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stored OpenAPI document as a contract of answers. It is strict, as a producer's contract is: an answer has only statuses,
 * headers and properties that the document lists.
 */
public final class DocumentedApi {

    private static final Set<String> HEADERS =
            Set.of("ETag", "Location", "Link", "Retry-After", "Idempotent-Replayed", "Content-Disposition");
    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFINITIONS = "#/$defs/";
    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .locale(Locale.ROOT)
            .build();

    private final JsonNode document;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    private DocumentedApi(JsonNode document) {
        this.document = document;
    }

    /**
     * The document of a service.
     *
     * @param service the module's name, {@code order-service}
     */
    public static DocumentedApi of(String service) {
        try {
            return new DocumentedApi(Json.MAPPER.readTree(Files.readAllBytes(OpenApiFile.of(service))));
        } catch (IOException e) {
            throw new UncheckedIOException("The OpenAPI document of " + service + " cannot be read", e);
        }
    }

    static DocumentedApi of(JsonNode document) {
        return new DocumentedApi(document);
    }

    /**
     * An answer of a running endpoint.
     *
     * @param method {@code GET}
     * @param path without the query
     * @param type the media type, null if there is no body
     * @param headers the names of its headers
     */
    public record Answer(
            String method,
            String path,
            int status,
            @Nullable String type,
            Set<String> headers,
            String body) {}

    /** The example of a body that an operation takes; {@code path} has variables in braces. */
    public record Example(String method, String path, JsonNode body) {}

    /** Whether the document has an operation at this address. */
    public boolean documents(String path) {
        return document.path("paths").propertyNames().stream().anyMatch(template -> matches(template, path));
    }

    /** What the document does not say about an answer, empty if nothing. An address without an operation is only refused. */
    public List<String> problems(Answer answer) {
        var operation = operation(answer);
        if (operation.isMissingNode()) {
            return answer.status() < 400 ? List.of(name(answer) + " is not documented") : List.of();
        }
        var response = operation.path("responses").path(Integer.toString(answer.status()));
        if (response.isMissingNode()) {
            return List.of(name(answer) + ": status " + answer.status() + " is not documented");
        }
        var problems = new ArrayList<String>();
        for (var header : HEADERS) {
            if (answer.headers().stream().anyMatch(header::equalsIgnoreCase)
                    && !response.path("headers").has(header)) {
                problems.add("header " + header + " is not documented");
            }
        }
        body(response.path("content"), answer, problems);
        return problems.stream()
                .map(problem -> name(answer) + ", " + answer.status() + ": " + problem)
                .toList();
    }

    /** The examples of all bodies, sorted by path. */
    public List<Example> examples() {
        var examples = new ArrayList<Example>();
        operations()
                .forEach((name, operation) -> operation
                        .path("requestBody")
                        .path("content")
                        .values()
                        .forEach(type -> {
                            var parts = name.split(" ", 2);
                            for (var example : type.path("examples").values()) {
                                examples.add(new Example(parts[1], parts[0], example.path("value")));
                            }
                            if (type.has("example")) {
                                examples.add(new Example(parts[1], parts[0], type.path("example")));
                            }
                        }));
        return examples;
    }

    /** What the document lacks for its readers: a summary, the meaning of a parameter or an example of a body. */
    public List<String> gaps() {
        var gaps = new ArrayList<String>();
        operations().forEach((name, operation) -> {
            if (operation.path("summary").asString("").isBlank()) {
                gaps.add(name + " has no summary");
            }
            for (var parameter : operation.path("parameters").values()) {
                if (parameter.path("description").asString("").isBlank()) {
                    gaps.add(name + ": parameter " + parameter.path("name").asString() + " has no description");
                }
            }
            operation.path("requestBody").path("content").properties().forEach(type -> {
                var json = type.getKey().equals("application/json");
                if (json && !type.getValue().has("example") && !type.getValue().has("examples")) {
                    gaps.add(name + " has no example of its body");
                }
            });
        });
        document.at("/components/schemas").properties().forEach(schema -> {
            if (schema.getValue().isEmpty()) {
                gaps.add("schema " + schema.getKey() + " says nothing");
            }
        });
        return gaps;
    }

    private Map<String, JsonNode> operations() {
        var operations = new TreeMap<String, JsonNode>();
        for (var path : document.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                operations.put(path.getKey() + " " + method.getKey().toUpperCase(Locale.ROOT), method.getValue());
            }
        }
        return operations;
    }

    /** The operation at an address; a path without variables goes before one with them. */
    private JsonNode operation(Answer answer) {
        var path = document.path("paths").propertyNames().stream()
                .filter(template -> matches(template, answer.path()))
                .min(Comparator.comparingLong(
                        template -> template.chars().filter(c -> c == '{').count()))
                .orElse("");
        return document.path("paths").path(path).path(answer.method().toLowerCase(Locale.ROOT));
    }

    private static boolean matches(String template, String path) {
        var wanted = template.split("/", -1);
        var given = path.split("/", -1);
        if (wanted.length != given.length) {
            return false;
        }
        for (var i = 0; i < wanted.length; i++) {
            if (!wanted[i].startsWith("{") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }

    private void body(JsonNode content, Answer answer, List<String> problems) {
        if (answer.type() == null || answer.body().isEmpty()) {
            return;
        }
        var type = answer.type().split(";", -1)[0].strip();
        var schema = content.path(type).path("schema");
        if (!content.has(type)) {
            problems.add("content of type " + type + " is not documented");
        } else if (type.endsWith("json")) {
            problems.addAll(problems(schema, answer.body()));
        }
    }

    private List<String> problems(JsonNode schema, String body) {
        try {
            return compiled(schema).validate(Json.MAPPER.readTree(body)).stream()
                    .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                    .toList();
        } catch (JacksonException e) {
            return List.of("not JSON: " + e.getOriginalMessage());
        }
    }

    private Schema compiled(JsonNode schema) {
        return compiled.computeIfAbsent(schema.toString(), _ -> {
            var whole = Json.MAPPER.createObjectNode();
            whole.setAll((ObjectNode) schema.deepCopy());
            whole.set("$defs", document.at("/components/schemas").deepCopy());
            Subschemas.visit(whole, DocumentedApi::close);
            return SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(CONFIG))
                    .getSchema(whole);
        });
    }

    private static void close(ObjectNode part) {
        if (part.has("properties") && !part.has("additionalProperties")) {
            part.put("additionalProperties", false);
        }
        Optional.of(part.path("$ref").asString(""))
                .filter(reference -> reference.startsWith(COMPONENTS))
                .ifPresent(reference -> part.put("$ref", DEFINITIONS + reference.substring(COMPONENTS.length())));
    }

    private static String name(Answer answer) {
        return answer.method() + " " + answer.path();
    }
}
