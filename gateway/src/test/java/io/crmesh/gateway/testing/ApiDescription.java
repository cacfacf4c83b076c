package io.crmesh.gateway.testing;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Configuration of the OpenAPI description of the gateway, which has the same form as those of the services. */
@TestConfiguration(proxyBeanMethods = false)
public class ApiDescription {

    /** The name of the security scheme. */
    static final String SIGN_IN = "token";

    @Bean
    GlobalOperationCustomizer operations() {
        return new OperationDocs();
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
    GlobalOpenApiCustomizer document(PresentFields presentFields) {
        return document -> {
            settle(document);
            presentFields.mark(document);
        };
    }

    private static void settle(OpenAPI document) {
        document.info(new Info().title("CRMesh gateway").version("1"));
        document.servers(List.of(new Server().url("/")));
        var components = document.getComponents() == null ? new Components() : document.getComponents();
        components.addSchemas("Problem", problem());
        components.addSecuritySchemes(
                SIGN_IN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        components.setSchemas(new TreeMap<>(components.getSchemas()));
        document.components(components);
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
