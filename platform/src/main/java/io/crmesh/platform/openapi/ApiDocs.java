package io.crmesh.platform.openapi;

import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.Needs;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiBuilderCustomizer;
import org.springdoc.core.customizers.PropertyCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Configuration of the OpenAPI documents, common to all services. The documents are checked in, so they must not depend
 * on the machine or on the order in which classes were found.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(GlobalOpenApiCustomizer.class)
public class ApiDocs {

    /** The name of the security scheme. */
    static final String SIGN_IN = "token";

    private static final String DECIMAL = "decimal";

    /** Quantities were whole numbers once, and stay numbers. */
    private static final String QUANTITY = "quantity";

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Command.class, AccessScope.class)
                .replaceWithSchema(BigDecimal.class, decimal())
                .replaceWithClass(StreamingResponseBody.class, String.class)
                .replaceWithClass(SseEmitter.class, String.class);
    }

    @Bean
    GlobalOperationCustomizer operations() {
        return new OperationDocs(new Texts());
    }

    @Bean
    PresentFields presentFields() {
        return new PresentFields();
    }

    @Bean
    OpenApiBuilderCustomizer begin(PresentFields presentFields) {
        return _ -> presentFields.moveToFront();
    }

    @Bean
    GlobalOpenApiCustomizer document(ObjectProvider<ServiceSettings> settings, PresentFields presentFields) {
        var examples = new Examples();
        return document -> {
            var name = settings.stream().findFirst().map(ServiceSettings::name);
            complete(document, name.orElse("service"));
            presentFields.mark(document);
            examples.addTo(document);
        };
    }

    /** A field that needs a permission names it, as operations do. */
    @Bean
    PropertyCustomizer fields() {
        return (field, type) -> {
            var marks = type.getCtxAnnotations();
            for (var mark : marks == null ? new Annotation[0] : marks) {
                if (mark instanceof Needs needs) {
                    field.addExtension("x-permission", needs.value());
                }
            }
            if (field == null || !DECIMAL.equals(field.getFormat())) { // null for a field that is unwrapped
                return field;
            }
            return QUANTITY.equals(type.getPropertyName())
                    ? new NumberSchema().example(1)
                    : field.minimum(null).exclusiveMinimumValue(null);
        };
    }

    /** Amounts are exact, so they are texts; a number of the same digits is taken, too. */
    private static Schema<?> decimal() {
        return new StringSchema()
                .format(DECIMAL)
                .pattern("^-?\\d{1,15}(\\.\\d{1,4})?$")
                .example("12.50");
    }

    private static void complete(OpenAPI document, String name) {
        document.info(new Info().title("CRMesh " + name).version("1"));
        document.servers(List.of(new Server().url("/")));
        var components = document.getComponents() == null ? new Components() : document.getComponents();
        components.addSchemas("Problem", problem());
        components.addSecuritySchemes(
                SIGN_IN,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT"));
        components.setSchemas(new TreeMap<>(components.getSchemas()));
        document.components(components);
        if (document.getTags() != null) {
            document.getTags().sort((one, other) -> one.getName().compareTo(other.getName()));
        }
    }

    private static Schema<?> problem() {
        var error = new ObjectSchema()
                .addProperty("field", new StringSchema().description("Where: lines[0].quantity"))
                .addProperty("message", new StringSchema());
        Stream.of("field", "message").forEach(error::addRequiredItem);
        var problem = new ObjectSchema()
                .addProperty("type", new StringSchema().description("urn:crm:problem:<slug>, to branch on"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("errors", new ArraySchema().items(error))
                .addProperty("traceId", new StringSchema());
        problem.description("RFC 9457");
        Stream.of("type", "title", "status", "detail").forEach(problem::addRequiredItem);
        return problem;
    }
}
