package io.crmesh.platform.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.event.Personal;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Marks the fields that an answer always has as required, so that clients need not ask whether they are there. An answer
 * leaves out what is empty, that is what its record declares as nullable, and what the caller may not see.
 */
final class PresentFields implements ModelConverter {

    private static final String SCHEMAS = "#/components/schemas/";

    private final Map<String, Class<?>> records = new ConcurrentHashMap<>();

    /** Converters belong to the process, and those of another context may stand before this one. */
    void moveToFront() {
        for (var converters : List.of(ModelConverters.getInstance(false), ModelConverters.getInstance(true))) {
            converters.removeConverter(this);
            converters.addConverter(this);
        }
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        var schema = chain.next().resolve(type, context, chain);
        var name = schema == null ? null : name(schema);
        if (name != null && type.getType() != null) {
            JavaType resolved = Json.mapper().constructType(type.getType());
            if (resolved.getRawClass().isRecord()) {
                records.put(name, resolved.getRawClass());
            }
        }
        return schema;
    }

    /** What callers send is left alone: what must be there is declared by its constraints. */
    void mark(OpenAPI document) {
        var schemas = document.getComponents().getSchemas();
        var sent = new HashSet<String>();
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .map(Operation::getRequestBody)
                .filter(Objects::nonNull)
                .flatMap(body -> schemas(body.getContent()))
                .forEach(schema -> collect(schema, schemas, sent));
        records.forEach((name, type) -> {
            var schema = schemas.get(name);
            if (schema != null && schema.getProperties() != null && !sent.contains(name)) {
                fields(type)
                        .filter(field -> schema.getProperties().containsKey(field))
                        .sorted()
                        .forEach(schema::addRequiredItem);
            }
        });
    }

    private static Stream<Schema<?>> schemas(@Nullable Content content) {
        return content == null
                ? Stream.empty()
                : content.values().stream()
                        .<Schema<?>>map(type -> type.getSchema())
                        .filter(Objects::nonNull);
    }

    @SuppressWarnings("rawtypes") // as the model of the library has it
    private static void collect(Schema<?> schema, Map<String, Schema> all, Set<String> names) {
        var name = name(schema);
        if (schema.get$ref() != null && name != null && names.add(name) && all.get(name) != null) {
            collect(all.get(name), all, names);
        }
        if (schema.getItems() != null) {
            collect(schema.getItems(), all, names);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> collect(property, all, names));
        }
    }

    private static @Nullable String name(Schema<?> schema) {
        return schema.get$ref() == null ? schema.getName() : schema.get$ref().replace(SCHEMAS, "");
    }

    /** The fields that each JSON of this record has, also those of records that it unwraps. */
    private static Stream<String> fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .filter(component -> mark(component, Needs.class) == null)
                .filter(component -> !isEncrypted(component) && !isLeftOutIfEmpty(component))
                .flatMap(component -> mark(component, JsonUnwrapped.class) == null
                        ? Stream.of(name(component))
                        : fields(component.getType()));
    }

    /** It cannot be read any more once the key of its person is destroyed. */
    private static boolean isEncrypted(RecordComponent component) {
        var personal = mark(component, Personal.class);
        return personal != null && personal.value() == Personal.Kind.ENCRYPTED;
    }

    private static boolean isLeftOutIfEmpty(RecordComponent component) {
        var included = component.getDeclaringRecord().getAnnotation(JsonInclude.class);
        return included != null
                && included.value() == JsonInclude.Include.NON_EMPTY
                && (component.getType() == String.class || Collection.class.isAssignableFrom(component.getType()));
    }

    private static String name(RecordComponent component) {
        var named = mark(component, JsonProperty.class);
        return named == null || named.value().isEmpty() ? component.getName() : named.value();
    }

    /** Annotations of a component that are not made for components stand at its field. */
    private static <A extends Annotation> @Nullable A mark(RecordComponent component, Class<A> annotation) {
        try {
            return component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .getAnnotation(annotation);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e); // each component has a field
        }
    }
}
