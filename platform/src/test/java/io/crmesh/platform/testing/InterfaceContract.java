package io.crmesh.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.DocumentedApi;
import io.crmesh.contracts.OpenApiFile;
import io.crmesh.platform.Command;
import io.crmesh.platform.Past;
import io.crmesh.platform.auth.RequiredPermission;
import io.crmesh.platform.command.CommandNeeds;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.record.Listed;
import io.crmesh.web.QueryParameters;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Contract test of a service's OpenAPI document: it is the one under review, and it tells the truth about the controllers.
 * Each public endpoint is there with its parameters and its statuses, nothing else is, and all is explained.
 */
public final class InterfaceContract {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}:]+)[^}]*}");
    private static final Set<String> OF_EVERY_LIST = Set.of("count", "cursor", "limit", "sort");

    private final String service;
    private final MockMvcTester mvc;
    private final RequestMappingHandlerMapping endpoints;

    public InterfaceContract(String service, MockMvcTester mvc, RequestMappingHandlerMapping endpoints) {
        this.service = service;
        this.mvc = mvc;
        this.endpoints = endpoints;
    }

    public void check() {
        var generated = new Api(mvc).get("/v3/api-docs").expect(200).text();
        checkTruth(JsonMapper.shared().readTree(generated).path("paths"));
        OpenApiFile.check(service, generated);
        assertThat(DocumentedApi.of(service).gaps()).isEmpty();
    }

    private void checkTruth(JsonNode paths) {
        var operations = operations();
        assertThat(documented(paths)).as("documented operations").isEqualTo(operations.keySet());
        var truth = new SoftAssertions();
        operations.forEach((name, handler) -> {
            var parts = name.split(" ", 2);
            var operation = paths.path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
            truth.assertThat(parameters(operation)).as("%s: parameters", name).isEqualTo(parameters(parts[1], handler));
            truth.assertThat(operation.path("responses").propertyNames())
                    .as("%s: statuses", name)
                    .containsAll(statuses(handler));
            if (success(handler) == HttpStatus.CREATED) {
                truth.assertThat(operation.at("/responses/201/headers").propertyNames())
                        .as("%s: headers", name)
                        .contains("ETag", "Location");
            }
        });
        truth.assertAll();
    }

    /** The public endpoints, as {@code GET /api/orders}. */
    private Map<String, HandlerMethod> operations() {
        var found = new TreeMap<String, HandlerMethod>();
        endpoints.getHandlerMethods().forEach((info, handler) -> {
            for (var path : info.getPatternValues()) {
                if (path.startsWith("/api/") || path.startsWith("/u/")) {
                    info.getMethodsCondition().getMethods().forEach(method -> found.put(method + " " + path, handler));
                }
            }
        });
        return found;
    }

    private static Set<String> documented(JsonNode paths) {
        var found = new TreeSet<String>();
        for (var path : paths.properties()) {
            for (var method : path.getValue().propertyNames()) {
                found.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        return found;
    }

    private static Set<String> parameters(JsonNode operation) {
        var found = new TreeSet<String>();
        operation
                .path("parameters")
                .forEach(each -> found.add(
                        each.path("in").asString() + " " + each.path("name").asString()));
        return found;
    }

    private static Set<String> parameters(String path, HandlerMethod handler) {
        var found = new TreeSet<String>();
        VARIABLE.matcher(path).results().forEach(variable -> found.add("path " + variable.group(1)));
        if (isVersioned(handler)) {
            found.add("header If-None-Match");
        }
        QueryParameters.of(handler).forEach(name -> found.add("query " + name));
        Arrays.stream(handler.getMethodParameters()).forEach(parameter -> {
            if (parameter.getParameterType() == Command.class) {
                found.add("header Idempotency-Key");
                if (CommandNeeds.of(parameter, method(handler)).version()) {
                    found.add("header If-Match");
                }
            }
            if (parameter.getParameterType() == Past.class) {
                found.addAll(List.of("query asOf", "query knownAt"));
            }
            if (parameter.getParameterType() == ListRequest.class) {
                OF_EVERY_LIST.forEach(name -> found.add("query " + name));
                listing(handler).parameters().forEach(filter -> found.add("query " + filter.name()));
                declared(handler).forEach(name -> found.add("query " + name));
            }
        });
        return found;
    }

    /** Whether one record is read with its version. */
    private static boolean isVersioned(HandlerMethod handler) {
        return method(handler).equals("GET")
                && handler.getReturnType().getParameterType() == ResponseEntity.class
                && Arrays.stream(handler.getMethodParameters())
                        .anyMatch(parameter -> parameter.hasParameterAnnotation(PathVariable.class))
                && Arrays.stream(handler.getMethodParameters())
                        .noneMatch(parameter -> parameter.getParameterType() == ListRequest.class)
                && !RequiredPermission.isOpen(handler.getBeanType(), handler.getMethod());
    }

    private static Listing listing(HandlerMethod handler) {
        if (handler.createWithResolvedBean().getBean() instanceof Listed controller) {
            return controller.listing(handler.getMethod().getName());
        }
        throw new AssertionError(handler + " is a list, and its controller is not Listed");
    }

    /** Parameters that a controller reads itself, beside those of its listing. */
    private static List<String> declared(HandlerMethod handler) {
        return AnnotatedElementUtils.getMergedRepeatableAnnotations(handler.getMethod(), Parameter.class).stream()
                .map(Parameter::name)
                .toList();
    }

    /** The statuses that follow from the declaration of a controller's method; there may be more. */
    private static Set<String> statuses(HandlerMethod handler) {
        var found = new TreeSet<>(Set.of(Integer.toString(success(handler).value()), "400"));
        if (RequiredPermission.of(handler.getBeanType(), handler.getMethod(), method(handler))
                .isPresent()) {
            found.addAll(Set.of("401", "403"));
        }
        for (var parameter : handler.getMethodParameters()) {
            if (parameter.hasParameterAnnotation(PathVariable.class)) {
                found.add("404");
            }
            if (parameter.hasParameterAnnotation(RequestBody.class)) {
                found.addAll(Set.of("413", "415", "422"));
            }
            if (parameter.getParameterType() == Command.class) {
                found.addAll(Set.of("409", "422"));
                if (CommandNeeds.of(parameter, method(handler)).version()) {
                    found.addAll(Set.of("412", "428"));
                }
            }
        }
        return found;
    }

    private static HttpStatus success(HandlerMethod handler) {
        var declared = handler.getMethodAnnotation(ResponseStatus.class);
        return declared == null ? HttpStatus.OK : declared.code();
    }

    private static String method(HandlerMethod handler) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        return mapping == null ? "GET" : mapping.method()[0].name();
    }
}
