package io.crmesh.gateway.problem;

import io.crmesh.web.FieldError;
import io.crmesh.web.Problem;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Exception: the request was understood and refused, with nothing changed. */
public final class Refusal extends RuntimeException {

    private final transient Problem problem;

    private Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    public static Refusal notFound(String what) {
        return new Refusal(Problem.of(HttpStatus.NOT_FOUND, "not-found", "There is no such " + what));
    }

    public static Refusal forbidden(String permission) {
        return new Refusal(Problem.of(
                HttpStatus.FORBIDDEN, "forbidden", "This needs a permission that you do not have: " + permission));
    }

    public static Refusal impossible(String field, String message) {
        return new Refusal(Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT, "impossible", message, List.of(new FieldError(field, message))));
    }

    public static Refusal unreadable(String field, String message) {
        return new Refusal(
                Problem.of(HttpStatus.BAD_REQUEST, "unreadable", message, List.of(new FieldError(field, message))));
    }

    public static Refusal keyReused() {
        var message = "This key was used for another request";
        return new Refusal(Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "key-reused",
                message,
                List.of(new FieldError("Idempotency-Key", message))));
    }

    public static Refusal conflict(String slug, String message) {
        return new Refusal(Problem.of(HttpStatus.CONFLICT, slug, message));
    }

    public static Refusal stale() {
        return new Refusal(
                Problem.of(HttpStatus.PRECONDITION_FAILED, "stale-version", "It was changed since you saw it"));
    }

    public static Refusal versionRequired() {
        return new Refusal(Problem.of(
                HttpStatus.PRECONDITION_REQUIRED,
                "version-required",
                "Say which version you saw: If-Match: \"<version>\""));
    }
}
