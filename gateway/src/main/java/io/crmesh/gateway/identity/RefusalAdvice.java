package io.crmesh.gateway.identity;

import com.mongodb.MongoException;
import io.crmesh.gateway.problem.Problems;
import io.crmesh.gateway.problem.Refusal;
import io.crmesh.gateway.problem.TemporarilyUnavailable;
import io.crmesh.web.FieldError;
import io.crmesh.web.Problem;
import io.crmesh.web.UnreadableJson;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;

/** Controller advice that answers refusals of the gateway's own API as problems. */
@RestControllerAdvice(basePackages = {"io.crmesh.gateway.identity", "io.crmesh.gateway.flow"})
class RefusalAdvice {

    private static final Logger log = LoggerFactory.getLogger(RefusalAdvice.class);

    private final Problems problems;

    RefusalAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refusal refused) {
        return problems.entity(refused.problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> impossible(MethodArgumentNotValidException fault) {
        var errors = fault.getFieldErrors().stream()
                .map(each -> new FieldError(each.getField(), String.valueOf(each.getDefaultMessage())))
                .sorted((one, other) -> one.field().compareTo(other.field()))
                .toList();
        return problems.entity(
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "impossible", "Some fields make no sense", errors));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException fault) {
        if (fault.getCause() instanceof JacksonException json) {
            var error = UnreadableJson.explain(json);
            return refused(Refusal.unreadable(error.field(), error.message()));
        }
        return problems.entity(Problem.of(HttpStatus.BAD_REQUEST));
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingRequestHeaderException fault) {
        return refused(Refusal.unreadable(fault.getHeaderName(), "is required"));
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongType(MethodArgumentTypeMismatchException fault) {
        var type = fault.getRequiredType();
        return refused(Refusal.unreadable(fault.getName(), FieldError.unfit(type == null ? Object.class : type)));
    }

    @ExceptionHandler
    ResponseEntity<Problem> overloaded(TemporarilyUnavailable overload) {
        return retryLater();
    }

    /** The spool cannot be written. What cannot be recorded is not shown. */
    @ExceptionHandler
    ResponseEntity<Problem> trailUnwritable(UncheckedIOException fault) {
        log.error("The audit trail cannot be written", fault);
        return retryLater();
    }

    @ExceptionHandler
    ResponseEntity<Problem> databaseUnavailable(MongoException outage) {
        log.warn("The database is not available: {}", outage.getClass().getSimpleName());
        return retryLater();
    }

    private ResponseEntity<Problem> retryLater() {
        var problem = problems.entity(Problems.UNAVAILABLE);
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(problem.getBody());
    }
}
