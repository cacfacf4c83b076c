package io.crmesh.platform.record;

import io.crmesh.platform.Past;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.DateTimeSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.Arrays;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** OpenAPI customizer: documents how the past is asked for. */
final class PastDocs implements GlobalOperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        var past = Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == Past.class);
        if (past) {
            operation.addParametersItem(
                    parameter(Past.AS_OF, "As it was then, by when things happened, whenever they were recorded"));
            operation.addParametersItem(parameter(
                    Past.KNOWN_AT,
                    "As it was known then, by when things were recorded; with asOf, what was known about it"));
        }
        return operation;
    }

    private static Parameter parameter(String name, String meaning) {
        return new QueryParameter()
                .name(name)
                .required(false)
                .description(meaning)
                .schema(new DateTimeSchema());
    }
}
