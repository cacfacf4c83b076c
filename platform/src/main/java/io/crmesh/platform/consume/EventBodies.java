package io.crmesh.platform.consume;

import io.crmesh.platform.event.RecordedEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tolerant reader of event bodies: reads the JSON into the consumer's own record of the fields it needs. Owners may add
 * fields and enum values at any time. Unknown fields are ignored; an unknown enum value becomes the constant UNKNOWN,
 * where the enum has one. A value of the wrong type is refused.
 */
public final class EventBodies {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .annotationIntrospector(new UnknownByName())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .build();

    private EventBodies() {}

    /**
     * The body of an event.
     *
     * @throws UnreadableBody if it is no JSON object or a field has the wrong type
     */
    public static <T> T read(RecordedEvent event, Class<T> type) {
        T body;
        try {
            body = LENIENT.readValue(event.body(), type);
        } catch (JacksonException e) {
            throw new UnreadableBody("The body of a " + event.type() + " cannot be read" + at(e) + ": "
                    + e.getClass().getSimpleName());
        }
        if (body == null) {
            throw new UnreadableBody("The body of a " + event.type() + " is null");
        }
        return body;
    }

    /** The path of the failure: names of fields only, as Jackson's own message quotes the input. */
    private static String at(JacksonException e) {
        var path = new StringBuilder();
        for (var reference : e.getPath()) {
            path.append(path.isEmpty() ? " at " : ".")
                    .append(reference.getPropertyName() == null ? reference.getIndex() : reference.getPropertyName());
        }
        return path.toString();
    }

    private static final class UnknownByName extends JacksonAnnotationIntrospector {
        @Override
        public @Nullable Enum<?> findDefaultEnumValue(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants) {
            return Arrays.stream(constants)
                    .filter(constant -> constant.name().equals("UNKNOWN"))
                    .findFirst()
                    .orElse(null);
        }
    }
}
