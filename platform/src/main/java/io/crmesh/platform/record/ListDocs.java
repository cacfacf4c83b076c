package io.crmesh.platform.record;

import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.DateTimeSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** OpenAPI customizer: documents what each list can be asked, its own filters and what all lists know. */
final class ListDocs implements GlobalOperationCustomizer {

    private static final String ORDER =
            "The order; with - before it, descending. Records asked for by a number, a token or"
                    + " an id of another system come in the order of their ids";

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        var list = Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == ListRequest.class);
        if (list) {
            var order = new StringSchema();
            if (handler.createWithResolvedBean().getBean() instanceof Listed controller) {
                var listing = controller.listing(handler.getMethod().getName());
                listing.parameters().forEach(filter -> operation.addParametersItem(filter(filter)));
                order = orders(listing);
            }
            var limit = new IntegerSchema().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(200));
            add(operation, "count", "Whether to count, up to 1000+", new BooleanSchema());
            add(operation, "cursor", "Where the page before ended, as its Link said", new StringSchema());
            add(operation, "limit", "How many at most; 50 if not said", limit);
            add(operation, "sort", ORDER, order);
            link(operation);
        }
        return operation;
    }

    private static StringSchema orders(Listing listing) {
        var orders = new ArrayList<String>();
        for (var name : listing.orders()) {
            orders.add(name);
            orders.add("-" + name);
        }
        var schema = new StringSchema();
        schema.setEnum(orders);
        return schema;
    }

    private static Parameter filter(Listing.Parameter filter) {
        var name = filter.name();
        var parameter = switch (filter.kind()) {
            case TEXT -> parameter(name, "Only those with this value", new StringSchema());
            case WORDS -> parameter(name, words(filter), new StringSchema());
            case FLAG -> parameter(name, "Only those for which it is so", new BooleanSchema());
            case TIME -> parameter(name, time(name), new DateTimeSchema());
            case NUMBER -> parameter(name, number(name), new IntegerSchema().format("int64"));
        };
        if (filter.needs() != null) {
            parameter.addExtension("x-permission", filter.needs());
        }
        return parameter;
    }

    private static String words(Listing.Parameter filter) {
        return "Only those with one of these, separated by commas: " + String.join(", ", filter.words());
    }

    private static String time(String name) {
        return name.endsWith("From") ? "Only those of this time or later" : "Only those before this time";
    }

    private static String number(String name) {
        return name.endsWith("Min") ? "Only those of this number or more" : "Only those of this number or less";
    }

    private static void add(Operation operation, String name, String meaning, Schema<?> schema) {
        operation.addParametersItem(parameter(name, meaning, schema));
    }

    private static Parameter parameter(String name, String meaning, Schema<?> schema) {
        return new QueryParameter()
                .name(name)
                .required(false)
                .description(meaning)
                .schema(schema);
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
