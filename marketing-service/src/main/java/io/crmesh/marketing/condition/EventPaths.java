package io.crmesh.marketing.condition;

import static io.crmesh.marketing.condition.ValueType.BOOLEAN;
import static io.crmesh.marketing.condition.ValueType.INSTANT;
import static io.crmesh.marketing.condition.ValueType.MONEY;
import static io.crmesh.marketing.condition.ValueType.NUMBER;
import static io.crmesh.marketing.condition.ValueType.TEXT;

import io.crmesh.platform.event.RecordedEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The paths of one type of event that conditions and templates may read: the fields of its contract. */
public final class EventPaths {

    /** An event with its body as JSON. */
    public record ParsedEvent(RecordedEvent recorded, JsonNode body) {}

    /** The word by which a contract names the values of a code. */
    private static final String KNOWN = "x-known";

    private static final String COUNTRY = "^[A-Z]{2}$";

    private final Map<String, Path<ParsedEvent>> paths = new TreeMap<>();
    private final JsonNode schema;

    private EventPaths(JsonNode schema) {
        this.schema = schema;
    }

    /** The paths of an event that does not exist. */
    public static EventPaths none() {
        return new EventPaths(MissingNode.getInstance());
    }

    static EventPaths of(JsonNode schema) {
        var paths = new EventPaths(schema);
        paths.object("", schema, false);
        paths.put(new Path<>(
                "occurredAt",
                INSTANT,
                false,
                parsed -> List.of(parsed.recorded().occurredAt())));
        paths.put(new Path<>(
                "recordedAt",
                INSTANT,
                false,
                parsed -> List.of(parsed.recorded().recordedAt())));
        paths.put(new Path<>(
                "actor.kind",
                TEXT,
                false,
                parsed -> List.of(parsed.recorded().actor().kind().name())));
        return paths;
    }

    public Optional<Path<ParsedEvent>> find(String name) {
        return Optional.ofNullable(paths.get(name));
    }

    public Set<String> names() {
        return paths.keySet();
    }

    private void object(String prefix, JsonNode object, boolean many) {
        object.path("properties")
                .properties()
                .forEach(field -> value(prefix + field.getKey(), resolved(field.getValue()), many));
    }

    private void value(String name, JsonNode type, boolean many) {
        switch (type.path("type").asString("")) {
            case "string" -> put(name, text(type), many, texts(type));
            case "integer", "number" -> put(name, NUMBER, many, AllowedTexts.ANY);
            case "boolean" -> put(name, BOOLEAN, many, AllowedTexts.ANY);
            case "array" -> value(name, resolved(type.path("items")), true);
            case "object" -> {
                if (type.path("properties").has("amount")
                        && type.path("properties").has("currency")) {
                    put(name, MONEY, many, AllowedTexts.ANY);
                }
                object(name + ".", type, many);
            }
            default -> {} // a field whose contract names no type cannot be read
        }
    }

    private JsonNode resolved(JsonNode type) {
        var reference = type.path("$ref").asString("");
        return reference.startsWith("#/") ? schema.at(reference.substring(1)) : type;
    }

    /** Texts that can only be decimals are numbers, so that 0.00 equals 0. */
    private static ValueType text(JsonNode type) {
        if (type.path("format").asString("").equals("date-time")) {
            return INSTANT;
        }
        if (type.has("pattern")) {
            var pattern = Pattern.compile(type.path("pattern").asString());
            var decimal = pattern.matcher("1.5").find()
                    && !pattern.matcher("a").find()
                    && !pattern.matcher("A").find();
            return decimal ? NUMBER : TEXT;
        }
        return TEXT;
    }

    /** The texts that the contract names. */
    private static AllowedTexts texts(JsonNode type) {
        if (type.has(KNOWN)) {
            return AllowedTexts.oneOf(
                    type.path(KNOWN).valueStream().map(JsonNode::asString).toList());
        }
        return type.path("pattern").asString("").equals(COUNTRY) ? AllowedTexts.COUNTRY : AllowedTexts.ANY;
    }

    private void put(String name, ValueType type, boolean many, AllowedTexts texts) {
        put(new Path<>(
                name, type, many, texts, parsed -> JsonValues.at(parsed.body(), List.of(name.split("\\.")), type)));
    }

    private void put(Path<ParsedEvent> path) {
        paths.put(path.name(), path);
    }
}
