package io.crmesh.gateway.testing;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Marks the fields that an answer always has, which are those that its record does not declare as nullable, as required. */
final class PresentFields implements ModelConverter {

    private static final String SCHEMAS = "#/components/schemas/";

    private final Map<String, Class<?>> records = new TreeMap<>();

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
        if (schema != null && schema.get$ref() != null) {
            JavaType resolved = Json.mapper().constructType(type.getType());
            if (resolved.getRawClass().isRecord()) {
                records.put(schema.get$ref().replace(SCHEMAS, ""), resolved.getRawClass());
            }
        }
        return schema;
    }

    /** Bodies of requests, which no answer has, declare what must be there by their constraints. */
    void mark(OpenAPI document) {
        var schemas = document.getComponents().getSchemas();
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .filter(operation -> operation.getRequestBody() != null)
                .flatMap(operation -> operation.getRequestBody().getContent().values().stream())
                .forEach(body -> records.remove(
                        String.valueOf(body.getSchema().get$ref()).replace(SCHEMAS, "")));
        records.forEach((name, type) -> Arrays.stream(type.getRecordComponents())
                .filter(field -> !field.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(field -> field.getName())
                .sorted()
                .forEach(Objects.requireNonNull(schemas.get(name))::addRequiredItem));
    }
}
