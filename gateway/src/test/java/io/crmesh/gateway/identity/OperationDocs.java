package io.crmesh.gateway.identity;

import static java.util.Map.entry;

import io.crmesh.gateway.Needs;
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
import org.springframework.web.method.HandlerMethod;

/** Reads from what a controller method takes what it needs, which problems it may answer with, and says what it does. */
final class OperationDocs implements GlobalOperationCustomizer {

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            entry("UserController.list", "Who works with the system, by their usernames"),
            entry("UserController.add", "Lets somebody in; they need a password or a token besides"),
            entry("UserController.show", "One of them; me is whoever asks"),
            entry("UserController.change", "Changes what is given; the last administrator stays one (409)"),
            entry("UserHistoryController.history", "What somebody might do, and who changed it, the newest first"),
            entry(
                    "PasswordController.give",
                    "Gives another password for the first time, and signs them out everywhere"),
            entry("TokenController.list", "Somebody's personal access tokens, without the tokens themselves"),
            entry("TokenController.make", "Makes a personal access token, which is shown this once"),
            entry("TokenController.revoke", "Revokes one; it works for two more seconds at most"),
            entry("TeamController.list", "The teams, by their names"),
            entry("TeamController.add", "Makes a team; no two have the same name (409)"),
            entry("TeamController.show", "One of them"),
            entry("TeamController.rename", "Gives it another name; no two have the same (409)"),
            entry("AuditController.list", "The gateway's audit trail, oldest first"),
            entry("AuditController.entries", "Its entries as they stand in the chain, for whoever verifies it"),
            entry("AuditController.head", "Its signed head"),
            entry("FlowController.flow", "Whether all that was done has had its effects, in all services"));

    private static final Set<Class<?>> VERSIONED = Set.of(UserController.class, TeamController.class);

    private static final Map<String, String> PARAMETERS = Map.of(
            "after", "Where the page before ended, as its Link said",
            "limit", "How many at most",
            "Idempotency-Key", "The same key with the same request is carried out once",
            "If-Match", "The version the caller saw, as the ETag said it",
            "actor", "Who did it, such as USER:usr_1",
            "action", "What was done, such as TOKEN",
            "record", "The id of a record that it was about",
            "user", "An id, or me",
            "id", "An id");

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        var name = handler.getBeanType().getSimpleName() + "."
                + handler.getMethod().getName();
        operation.setSummary(Objects.requireNonNull(MEANINGS.get(name), name));
        var problems = new TreeSet<>(Set.of(400, 401, 406, 429, 500, 503));
        parameters(operation).forEach(parameter -> problems.addAll(described(parameter)));
        if (operation.getRequestBody() != null) {
            problems.addAll(Set.of(408, 413, 415, 422));
        }
        permission(operation, handler, problems);
        operation.setResponses(answers(operation, handler, problems));
        return operation;
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static Set<Integer> described(Parameter parameter) {
        var name = parameter.getName();
        parameter.setDescription(Objects.requireNonNull(PARAMETERS.get(name), name));
        return switch (name) {
            case "id", "user" -> Set.of(404);
            case "limit" -> Set.of(422);
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
            if (!needs.butOwn().isEmpty()) {
                operation.setDescription("To what is their own, everybody gets without it"
                        + (needs.inPerson() ? " who signed in with a browser" : ""));
            }
        }
    }

    /** Sorted, whatever order they were found in. */
    private static ApiResponses answers(Operation operation, HandlerMethod handler, Set<Integer> problems) {
        var sorted = new TreeMap<String, ApiResponse>();
        var success = Objects.requireNonNull(operation.getResponses().get("200"));
        var status = success(operation, success);
        if (VERSIONED.contains(handler.getBeanType())
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

    /** By the headers that come along: what has a version says so, what is long links to what follows. */
    private static HttpStatus success(Operation operation, ApiResponse answer) {
        var taken = parameters(operation).stream().map(Parameter::getName).toList();
        if (taken.contains("Idempotency-Key")) {
            answer.addHeaderObject("Location", header("Where it is"));
            return HttpStatus.CREATED;
        }
        if (taken.contains("limit")
                && taken.contains("after")
                && !operation.getOperationId().startsWith("entries")) {
            answer.addHeaderObject("Link", header("rel=next: the next page, if there is one"));
        }
        if (operation.getSummary().startsWith("Revokes")) {
            return HttpStatus.NO_CONTENT;
        }
        return HttpStatus.OK;
    }

    private static Header header(String meaning) {
        return new Header().description(meaning).schema(new StringSchema());
    }

    private static ApiResponse problem(HttpStatus status) {
        var schema = new Schema<>().$ref("#/components/schemas/Problem");
        return new ApiResponse()
                .description(status.getReasonPhrase())
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(schema)));
    }
}
