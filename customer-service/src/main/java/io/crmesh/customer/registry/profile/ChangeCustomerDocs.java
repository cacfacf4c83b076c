package io.crmesh.customer.registry.profile;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * OpenAPI customizer: the body of a change is a merge patch, which has only the fields of a profile, each of which may be
 * null. It comes first, so that the patch gets its example like every body.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@SuppressWarnings("rawtypes") // as the model of the library has it
final class ChangeCustomerDocs implements GlobalOpenApiCustomizer {

    private static final String NAME = "ChangeCustomer";
    private static final String PATH = "/api/customers/{id}";
    private static final String REFERENCE = "#/components/schemas/";

    @Override
    public void customise(OpenAPI document) {
        var path = document.getPaths().get(PATH);
        if (path == null || path.getPatch() == null) {
            return;
        }
        var schemas = document.getComponents().getSchemas();
        Schema<?> given = Objects.requireNonNull(schemas.get(CustomerFields.class.getSimpleName()));
        var patch = new ObjectSchema();
        given.getProperties().forEach((field, schema) -> {
            if (isChangeable(field)) {
                patch.addProperty(field, field.equals(ChangeCustomer.REGION) ? schema : nullable(schema));
            }
        });
        schemas.put(NAME, patch);
        path.getPatch()
                .getRequestBody()
                .getContent()
                .values()
                .forEach(body -> body.setSchema(new Schema<>().$ref(REFERENCE + NAME)));
    }

    private static boolean isChangeable(String field) {
        return Profile.FIELDS.containsKey(field) || field.equals(ChangeCustomer.REGION);
    }

    private static Schema<?> nullable(Schema<?> schema) {
        return new Schema<>().oneOf(List.of(schema, new Schema<>().types(Set.of("null"))));
    }
}
