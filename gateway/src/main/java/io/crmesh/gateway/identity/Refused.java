package io.crmesh.gateway.identity;

import io.crmesh.gateway.Problem;
import java.util.List;
import org.springframework.http.HttpStatus;

/** A request that was understood and turned down, with nothing changed. */
final class Refused extends RuntimeException {

    private final transient Problem problem;

    private Refused(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    static Refused notFound(String what) {
        return new Refused(Problem.of(HttpStatus.NOT_FOUND, "not-found", "There is no such " + what));
    }

    static Refused forbidden(String permission) {
        return new Refused(Problem.of(
                HttpStatus.FORBIDDEN, "forbidden", "This needs a permission that you do not have: " + permission));
    }

    static Refused impossible(String field, String message) {
        return new Refused(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "impossible", message)
                .with(List.of(new Problem.FieldError(field, message))));
    }

    static Refused unreadable(String field, String message) {
        return new Refused(Problem.of(HttpStatus.BAD_REQUEST, "unreadable", message)
                .with(List.of(new Problem.FieldError(field, message))));
    }

    static Refused keyReused() {
        var message = "This key was used for another request";
        return new Refused(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "key-reused", message)
                .with(List.of(new Problem.FieldError("Idempotency-Key", message))));
    }

    static Refused conflict(String slug, String message) {
        return new Refused(Problem.of(HttpStatus.CONFLICT, slug, message));
    }

    static Refused stale() {
        return new Refused(
                Problem.of(HttpStatus.PRECONDITION_FAILED, "stale-version", "It was changed since you saw it"));
    }

    static Refused versionRequired() {
        return new Refused(Problem.of(
                HttpStatus.PRECONDITION_REQUIRED,
                "version-required",
                "Say which version you saw: If-Match: \"<version>\""));
    }
}
