package io.crmesh.platform.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Examples of request bodies, by the names of their schemas. Each module has a file of its own; tests send them all. */
final class Examples {

    private static final String FILES = "classpath*:openapi/examples.json";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final TypeReference<Map<String, Object>> BY_NAME = new TypeReference<>() {};

    private final Map<String, Object> bodies = new HashMap<>();

    Examples() {
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                try (var in = file.getInputStream()) {
                    bodies.putAll(JsonMapper.shared().readValue(in, BY_NAME));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the example of each body that has one. */
    void addTo(OpenAPI document) {
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .flatMap(Examples::bodies)
                .forEach(this::add);
    }

    private static Stream<MediaType> bodies(Operation operation) {
        var body = operation.getRequestBody();
        return body == null || body.getContent() == null ? Stream.empty() : body.getContent().values().stream();
    }

    private void add(MediaType body) {
        var example = bodies.get(name(body));
        if (example != null) {
            body.setExample(example);
        }
    }

    private static String name(MediaType body) {
        @Nullable
        String reference = body.getSchema() == null ? null : body.getSchema().get$ref();
        return Objects.requireNonNullElse(reference, "").replace(SCHEMAS, "");
    }
}
