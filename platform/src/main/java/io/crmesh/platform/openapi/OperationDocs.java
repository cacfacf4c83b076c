package io.crmesh.platform.openapi;

import static org.springframework.core.annotation.AnnotatedElementUtils.findMergedAnnotation;
import static org.springframework.core.annotation.AnnotatedElementUtils.hasAnnotation;

import io.crmesh.platform.Command;
import io.crmesh.platform.Past;
import io.crmesh.platform.auth.RequiredPermission;
import io.crmesh.platform.command.CommandNeeds;
import io.crmesh.platform.command.IdempotencyKey;
import io.crmesh.platform.list.ListRequest;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import jakarta.validation.Constraint;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** OpenAPI customizer: derives the headers and problems of an operation from the controller method's parameters. */
final class OperationDocs implements GlobalOperationCustomizer {

    private static final String CSV = "text/csv";

    private final Texts texts;

    OperationDocs(Texts texts) {
        this.texts = texts;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        texts.summary(handler).ifPresent(operation::setSummary);
        operation.setOperationId(Texts.operationId(handler));
        file(operation, handler);
        var problems = new TreeSet<>(Set.of(400, 406, 429, 500, 503));
        if (has(handler, PathVariable.class)) {
            problems.addAll(Set.of(404, 410));
        }
        if (isConstrained(handler) || isList(handler) || takes(handler, Past.class)) {
            problems.add(422);
        }
        if (!method(handler).equals("GET")) {
            problems.addAll(Set.of(408, 413, 415));
        }
        if (has(handler, org.springframework.web.bind.annotation.RequestBody.class)) {
            problems.add(422);
        }
        if (isRecord(handler)) {
            headers(operation, "ETag", "The version of the record");
            unchanged(operation);
        }
        command(handler).ifPresent(parameter -> {
            problems.addAll(Set.of(409, 410, 422));
            var needs = CommandNeeds.of(parameter, method(handler));
            key(operation, needs);
            version(operation, needs, problems);
            success(operation);
        });
        permission(operation, handler, problems);
        if (RequiredPermission.isOpen(handler.getBeanType(), handler.getMethod())) {
            pages(operation, problems);
        }
        describe(operation, handler);
        download(operation);
        operation.setResponses(answers(operation, problems));
        return operation;
    }

    private void describe(Operation operation, HandlerMethod handler) {
        for (var parameter : Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
            if (parameter.getDescription() == null) {
                texts.parameter(handler, parameter.getName()).ifPresent(parameter::setDescription);
            }
        }
    }

    private static void download(Operation operation) {
        operation.getResponses().values().stream()
                .filter(answer ->
                        answer.getContent() != null && answer.getContent().containsKey(CSV))
                .forEach(answer -> answer.addHeaderObject("Content-Disposition", header("The name of the file")));
    }

    /** A body that is no JSON is read as it comes, so the method has no parameter for it. */
    private static void file(Operation operation, HandlerMethod handler) {
        if (operation.getRequestBody() == null
                && Arrays.asList(consumed(handler)).contains(CSV)) {
            operation.setRequestBody(new RequestBody()
                    .required(true)
                    .content(new Content().addMediaType(CSV, new MediaType().schema(new StringSchema()))));
        }
    }

    /** A caller who names the version it knows is only told whether that is still the one. */
    private static void unchanged(Operation operation) {
        operation.addParametersItem(new HeaderParameter()
                .name(HttpHeaders.IF_NONE_MATCH)
                .required(false)
                .description("The version the caller knows: if it is still the same, the answer is 304")
                .schema(new StringSchema().example("\"7\"")));
        operation
                .getResponses()
                .addApiResponse(
                        Integer.toString(HttpStatus.NOT_MODIFIED.value()),
                        new ApiResponse()
                                .description(HttpStatus.NOT_MODIFIED.getReasonPhrase())
                                .addHeaderObject("ETag", header("The version of the record")));
    }

    /** An open endpoint is a page for people, who are told by a page what went wrong, too. */
    private static void pages(Operation operation, Set<Integer> problems) {
        var page = operation.getResponses().values().iterator().next().getContent();
        for (var status : List.of(HttpStatus.NOT_FOUND, HttpStatus.SERVICE_UNAVAILABLE)) {
            problems.remove(status.value());
            operation
                    .getResponses()
                    .addApiResponse(
                            Integer.toString(status.value()),
                            new ApiResponse()
                                    .description(status.getReasonPhrase())
                                    .content(page));
        }
        operation
                .getResponses()
                .values()
                .forEach(answer ->
                        answer.addHeaderObject("Content-Disposition", header("inline: it is shown, not stored")));
    }

    /** A parameter outside of its range is answered 422, one of the wrong type 400. */
    private static boolean isConstrained(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .flatMap(parameter -> Arrays.stream(parameter.getParameterAnnotations()))
                .anyMatch(annotation -> hasAnnotation(annotation.annotationType(), Constraint.class));
    }

    /** Whether one record is read with its version. */
    private static boolean isRecord(HandlerMethod handler) {
        return method(handler).equals("GET")
                && has(handler, PathVariable.class)
                && handler.getReturnType().getParameterType() == ResponseEntity.class
                && !isList(handler)
                && !RequiredPermission.isOpen(handler.getBeanType(), handler.getMethod());
    }

    private static boolean isList(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == ListRequest.class);
    }

    private static void permission(Operation operation, HandlerMethod handler, Set<Integer> problems) {
        RequiredPermission.of(handler.getBeanType(), handler.getMethod(), method(handler))
                .ifPresent(needed -> {
                    problems.addAll(Set.of(401, 403));
                    operation.addSecurityItem(new SecurityRequirement().addList(ApiDocs.SIGN_IN));
                    operation.addExtension("x-permission", needed);
                });
    }

    private static void key(Operation operation, CommandNeeds needs) {
        operation.addParametersItem(new HeaderParameter()
                .name(IdempotencyKey.HEADER)
                .required(needs.key())
                .description("The same key with the same request is carried out once")
                .schema(new StringSchema().minLength(2).maxLength(200)));
    }

    private static void version(Operation operation, CommandNeeds needs, Set<Integer> problems) {
        if (needs.version()) {
            problems.addAll(Set.of(412, 428));
            operation.addParametersItem(new HeaderParameter()
                    .name("If-Match")
                    .required(true)
                    .description("The version the caller saw, as the ETag said it")
                    .schema(new StringSchema().example("\"7\"")));
        }
    }

    private static void success(Operation operation) {
        headers(operation, "ETag", "The version of the record");
        headers(operation, "Idempotent-Replayed", "true if the command had been carried out before");
        for (var status : List.of("201", "202")) {
            var answer = operation.getResponses().get(status);
            if (answer != null) {
                answer.addHeaderObject("Location", header("The address of the record"));
            }
        }
    }

    private static void headers(Operation operation, String name, String meaning) {
        operation.getResponses().forEach((status, answer) -> {
            if (status.startsWith("2")) {
                answer.addHeaderObject(name, header(meaning));
            }
        });
    }

    private static Header header(String meaning) {
        return new Header().description(meaning).schema(new StringSchema());
    }

    /** Sorted, so that the document does not depend on the order of discovery. */
    private static ApiResponses answers(Operation operation, Set<Integer> problems) {
        var sorted = new TreeMap<String, ApiResponse>(operation.getResponses());
        for (var status : problems) {
            sorted.put(Integer.toString(status), problem(HttpStatus.valueOf(status)));
        }
        var answers = new ApiResponses();
        answers.putAll(sorted);
        return answers;
    }

    private static ApiResponse problem(HttpStatus status) {
        var schema = new Schema<>().$ref("#/components/schemas/Problem");
        var problem = new ApiResponse()
                .description(status.getReasonPhrase())
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(schema)));
        if (status == HttpStatus.TOO_MANY_REQUESTS || status == HttpStatus.SERVICE_UNAVAILABLE) {
            problem.addHeaderObject("Retry-After", header("The seconds after which to try again"));
        }
        return problem;
    }

    private static Optional<MethodParameter> command(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.getParameterType() == Command.class)
                .findFirst();
    }

    private static boolean takes(HandlerMethod handler, Class<?> type) {
        return Arrays.stream(handler.getMethodParameters()).anyMatch(parameter -> parameter.getParameterType() == type);
    }

    private static boolean has(HandlerMethod handler, Class<? extends Annotation> annotation) {
        return Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(annotation));
    }

    private static String method(HandlerMethod handler) {
        var mapping = findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        var methods = mapping == null ? new RequestMethod[0] : mapping.method();
        return methods.length == 0 ? "GET" : methods[0].name();
    }

    private static String[] consumed(HandlerMethod handler) {
        var mapping = findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        return mapping == null ? new String[0] : mapping.consumes();
    }
}
