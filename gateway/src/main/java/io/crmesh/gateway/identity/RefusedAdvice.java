package io.crmesh.gateway.identity;

import com.mongodb.MongoException;
import io.crmesh.gateway.Problem;
import io.crmesh.gateway.Problem.FieldError;
import io.crmesh.gateway.Problems;
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
import tools.jackson.databind.exc.MismatchedInputException;

/** Says as problems what the doors to users, teams and tokens turn down. */
@RestControllerAdvice(basePackageClasses = RefusedAdvice.class)
class RefusedAdvice {

    private static final Logger log = LoggerFactory.getLogger(RefusedAdvice.class);

    private final Problems problems;

    RefusedAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refused refused) {
        return problems.entity(refused.problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> impossible(MethodArgumentNotValidException fault) {
        var errors = fault.getFieldErrors().stream()
                .map(each -> new FieldError(each.getField(), String.valueOf(each.getDefaultMessage())))
                .sorted((one, other) -> one.field().compareTo(other.field()))
                .toList();
        var problem = Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "impossible", "Some fields make no sense");
        return problems.entity(problem.with(errors));
    }

    /** Jackson's own words may repeat the input; where it was is enough. */
    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException fault) {
        if (fault.getCause() instanceof MismatchedInputException mismatch
                && !mismatch.getPath().isEmpty()) {
            var last = mismatch.getPath().getLast().getPropertyName();
            return refused(Refused.unreadable(last == null ? "body" : last, "is unknown or of the wrong type"));
        }
        return problems.entity(Problem.of(HttpStatus.BAD_REQUEST));
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingRequestHeaderException fault) {
        return refused(Refused.unreadable(fault.getHeaderName(), "is required"));
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongType(MethodArgumentTypeMismatchException fault) {
        return refused(Refused.unreadable(fault.getName(), "is of the wrong type"));
    }

    @ExceptionHandler
    ResponseEntity<Problem> busy(PasswordDesk.Busy busy) {
        return later();
    }

    @ExceptionHandler
    ResponseEntity<Problem> full(Audit.Full full) {
        return later();
    }

    /** The spool cannot be written, and what cannot be recorded is not told. */
    @ExceptionHandler
    ResponseEntity<Problem> unrecorded(UncheckedIOException fault) {
        log.error("Nothing can be recorded", fault);
        return later();
    }

    @ExceptionHandler
    ResponseEntity<Problem> databaseAway(MongoException outage) {
        log.warn("The database is not available: {}", outage.getClass().getSimpleName());
        return later();
    }

    private ResponseEntity<Problem> later() {
        var problem = problems.entity(Problem.of(HttpStatus.SERVICE_UNAVAILABLE));
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(problem.getBody());
    }
}
