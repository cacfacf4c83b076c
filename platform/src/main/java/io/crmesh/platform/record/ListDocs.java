package io.crmesh.platform.record;

import io.crmesh.platform.list.ListRequest;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.math.BigDecimal;
import java.util.Arrays;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Tells of every list what all lists can be asked. Its own filters stand in its description. */
final class ListDocs implements GlobalOperationCustomizer {

    private static final String ORDER =
            "The order; with - before it, descending. Records asked for by a number, a token or"
                    + " an id of another system come in the order of their ids";

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        var list = Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == ListRequest.class);
        if (list) {
            var limit = new IntegerSchema().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(200));
            add(operation, "count", "Whether to count, up to 1000+", new BooleanSchema());
            add(operation, "cursor", "Where the page before ended, as its Link said", new StringSchema());
            add(operation, "limit", "How many at most; 50 if not said", limit);
            add(operation, "sort", ORDER, new StringSchema());
            link(operation);
        }
        return operation;
    }

    private static void add(Operation operation, String name, String meaning, Schema<?> schema) {
        operation.addParametersItem(new QueryParameter()
                .name(name)
                .required(false)
                .description(meaning)
                .schema(schema));
    }

    private static void link(Operation operation) {
        var next = new Header()
                .description("rel=next: the next page, if there is one")
                .schema(new StringSchema());
        operation.getResponses().forEach((status, answer) -> {
            if (status.startsWith("2")) {
                answer.addHeaderObject("Link", next);
            }
        });
    }
}
