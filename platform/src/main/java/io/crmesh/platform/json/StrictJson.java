package io.crmesh.platform.json;

import static tools.jackson.databind.cfg.CoercionAction.Fail;
import static tools.jackson.databind.cfg.CoercionInputShape.Boolean;
import static tools.jackson.databind.cfg.CoercionInputShape.EmptyString;
import static tools.jackson.databind.cfg.CoercionInputShape.Float;
import static tools.jackson.databind.cfg.CoercionInputShape.Integer;
import static tools.jackson.databind.cfg.CoercionInputShape.String;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.auth.FieldPermissions;
import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Strict JSON mapper for requests and answers: input is not guessed, converted, cut or ignored. Answers leave out fields
 * without a value, and those that {@linkplain io.crmesh.platform.auth.Needs need} a permission the caller does not have. Events and the
 * answers of other services are read tolerantly instead, by Spring Boot's own mapper.
 */
public final class StrictJson {

    /** The largest body that is read into memory. */
    public static final int MAX_BODY = 256 * 1024;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxStringLength(64 * 1024)
            .maxNumberLength(40)
            .maxNameLength(128)
            .maxDocumentLength(MAX_BODY)
            .build();

    private final JsonMapper mapper;

    /** The strict rules on top of the application's own settings and modules. */
    public StrictJson(List<JsonMapperBuilderCustomizer> application) {
        var builder = JsonMapper.builder(
                JsonFactory.builder().streamReadConstraints(LIMITS).build());
        application.forEach(settings -> settings.customize(builder));
        this.mapper = strict(builder).build();
    }

    public JsonMapper mapper() {
        return mapper;
    }

    private static JsonMapper.Builder strict(JsonMapper.Builder builder) {
        builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING);
        coercionsOff(builder);
        builder.changeDefaultPropertyInclusion(always -> always.withValueInclusion(JsonInclude.Include.NON_NULL));
        return builder.addModule(new StrictTypes())
                .addModule(new SimpleModule("field-permissions").setSerializerModifier(new FieldPermissions()));
    }

    private static void coercionsOff(JsonMapper.Builder builder) {
        refuse(builder, LogicalType.Integer, String, EmptyString, Float, Boolean);
        refuse(builder, LogicalType.Float, String, EmptyString, Boolean);
        refuse(builder, LogicalType.Boolean, String, EmptyString, Integer, Float);
        refuse(builder, LogicalType.Textual, Integer, Float, Boolean);
        refuse(builder, LogicalType.Enum, Integer, Float, Boolean, EmptyString);
        refuse(builder, LogicalType.DateTime, Integer, Float, Boolean, EmptyString);
        refuse(builder, LogicalType.POJO, EmptyString);
        refuse(builder, LogicalType.Collection, String, EmptyString);
        refuse(builder, LogicalType.OtherScalar, EmptyString);
    }

    private static void refuse(JsonMapper.Builder builder, LogicalType type, CoercionInputShape... shapes) {
        builder.withCoercionConfig(type, coercions -> {
            for (var shape : shapes) {
                coercions.setCoercion(shape, Fail);
            }
        });
    }
}
