package io.crmesh.gateway.testing;

import static java.util.Map.entry;

import io.crmesh.gateway.identity.Needs;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;
import org.springframework.web.method.HandlerMethod;

/** Describes an operation from its controller method: its permission, its problems and its summary. */
final class OperationDocs implements GlobalOperationCustomizer {

    private static final Map<String, String> SUMMARIES = Map.ofEntries(
            entry("UserController.list", "Lists users by username"),
            entry("UserController.add", "Adds a user, who also needs a password or a token"),
            entry("UserController.show", "Shows a user; me is the caller"),
            entry("UserController.change", "Changes the given fields; the last administrator cannot be removed (409)"),
            entry("UserHistoryController.history", "Lists what a user might do and who changed it, newest first"),
            entry("PasswordController.give", "Gives a temporary password and ends all sessions of the user"),
            entry("TokenController.list", "Lists personal access tokens of a user, without the tokens themselves"),
            entry("TokenController.make", "Makes a personal access token, which is shown only this once"),
            entry("TokenController.revoke", "Revokes a token; it works for two more seconds at most"),
            entry("TeamController.list", "Lists teams by name"),
            entry("TeamController.add", "Adds a team; names are unique (409)"),
            entry("TeamController.show", "Shows a team"),
            entry("TeamController.rename", "Renames a team; names are unique (409)"),
            entry("AuditController.list", "Lists the audit trail of the gateway, by default the oldest first"),
            entry("AuditController.entries", "Lists the entries as they stand in the chain, for its verification"),
            entry("AuditController.head", "Shows the signed head of the chain"),
            entry("BreakerController.list", "Shows the circuit breakers of the gateway that answers"),
            entry("FlowController.flow", "Shows whether all work in all services has had its effects"));

    /** Examples of request bodies, by their schemas; a test sends them all. */
    private static final Map<String, Object> EXAMPLES = Map.of(
            "NamedTeam", Map.of("name", "South"),
            "NewUser", Map.of("username", "anna", "name", "Anna Example", "roles", List.of("SALES")),
            "ChangedUser", Map.of("name", "Anna Example-Smith", "roles", List.of("SALES", "MARKETER")),
            "NewToken", Map.of("name", "Report of the week", "scopes", List.of("orders:read"), "days", 30));

    private static final Set<String> VERSIONED = Set.of("UserController", "TeamController");

    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            entry("after", "Where the previous page ended, from its Link header"),
            entry("limit", "The largest number of items"),
            entry("Idempotency-Key", "The same request with the same key is carried out once"),
            entry("If-Match", "The version that the caller saw, from the ETag header"),
            entry("actor", "The actor, such as USER:usr_1"),
            entry("action", "Actions, such as TOKEN, separated by commas"),
            entry("record", "The id of a record of the entry"),
            entry("atFrom", "The earliest time of the entries"),
            entry("atUntil", "The time before which the entries are"),
            entry("sort", "The order: at or -at, the newest first"),
            entry("user", "An id, or me"),
            entry("id", "An id"));

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        var name = handler.getBeanType().getSimpleName() + "."
                + handler.getMethod().getName();
        operation.setSummary(Objects.requireNonNull(SUMMARIES.get(name), name));
        operation.setOperationId(operationId(handler));
        var problems = new TreeSet<>(Set.of(400, 401, 406, 429, 500, 503));
        parameters(operation).forEach(parameter -> problems.addAll(described(parameter)));
        if (VERSIONED.contains(handler.getBeanType().getSimpleName())) {
            problems.add(404); // Where another issuer manages users and teams, there are none here.
        }
        if (operation.getRequestBody() != null) {
            problems.addAll(Set.of(408, 413, 415, 422));
            operation.getRequestBody().getContent().values().forEach(OperationDocs::addExample);
        }
        permission(operation, handler, problems);
        operation.setResponses(answers(operation, handler, problems));
        return operation;
    }

    /** {@code userAdd}: unlike the names of methods, it is unique, and it does not depend on the other operations. */
    private static String operationId(HandlerMethod handler) {
        var controller = handler.getBeanType().getSimpleName().replace("Controller", "");
        return StringUtils.uncapitalize(controller)
                + StringUtils.capitalize(handler.getMethod().getName());
    }

    private static void addExample(MediaType body) {
        var schema = body.getSchema().get$ref().replace("#/components/schemas/", "");
        body.setExample(Objects.requireNonNull(EXAMPLES.get(schema), schema));
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static Set<Integer> described(Parameter parameter) {
        var name = parameter.getName();
        parameter.setDescription(Objects.requireNonNull(PARAMETERS.get(name), name));
        return switch (name) {
            case "id", "user" -> Set.of(404);
            case "limit", "sort", "action" -> Set.of(422);
            case "Idempotency-Key" -> Set.of(409, 422);
            case "If-Match" -> {
                parameter.setRequired(true);
                yield Set.of(409, 412, 428);
            }
            default -> Set.of();
        };
    }

    private static void permission(Operation operation, HandlerMethod handler, Set<Integer> problems) {
        operation.addSecurityItem(new SecurityRequirement().addList(ApiDescription.SIGN_IN));
        var needs = handler.getMethodAnnotation(Needs.class);
        if (needs != null && !needs.value().equals(Needs.NOTHING)) {
            problems.add(403);
            operation.addExtension("x-permission", needs.value());
            if (!needs.orOwner().isEmpty()) {
                operation.setDescription("Callers do not need it for their own records"
                        + (needs.inPerson() ? " if they signed in with a browser" : ""));
            }
        }
    }

    /** The responses, sorted by status. */
    private static ApiResponses answers(Operation operation, HandlerMethod handler, Set<Integer> problems) {
        var sorted = new TreeMap<String, ApiResponse>();
        var success = Objects.requireNonNull(operation.getResponses().get("200"));
        var status = success(operation, success);
        if (VERSIONED.contains(handler.getBeanType().getSimpleName())
                && !handler.getMethod().getName().equals("list")) {
            success.addHeaderObject("ETag", header("The version of the record"));
        }
        sorted.put(Integer.toString(status.value()), success.description(status.getReasonPhrase()));
        for (var problem : problems) {
            sorted.put(Integer.toString(problem), problem(HttpStatus.valueOf(problem)));
        }
        var answers = new ApiResponses();
        answers.putAll(sorted);
        return answers;
    }

    /** The successful response with its headers: versioned records have an ETag, pages link to the next one. */
    private static HttpStatus success(Operation operation, ApiResponse answer) {
        var taken = parameters(operation).stream().map(Parameter::getName).toList();
        if (taken.contains("Idempotency-Key")) {
            answer.addHeaderObject("Location", header("The address of the record"));
            return HttpStatus.CREATED;
        }
        if (taken.contains("limit")
                && taken.contains("after")
                && !operation.getOperationId().endsWith("Entries")) {
            answer.addHeaderObject("Link", header("rel=next: the next page, if there is one"));
        }
        if (operation.getSummary().startsWith("Revokes")) {
            return HttpStatus.NO_CONTENT;
        }
        return HttpStatus.OK;
    }

    private static Header header(String description) {
        return new Header().description(description).schema(new StringSchema());
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
}
