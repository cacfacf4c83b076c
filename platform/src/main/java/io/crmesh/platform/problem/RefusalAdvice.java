package io.crmesh.platform.problem;

import static org.springframework.http.HttpHeaders.RETRY_AFTER;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import io.crmesh.platform.Refusal;
import io.crmesh.platform.json.UnreadableRequestBody;
import io.crmesh.web.Problem;
import java.io.IOException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Exception handler: answers every refusal, invalid request and outage as a problem. This is the only place that maps
 * the domain to status codes. Unexpected exceptions are logged here, once, and not shown to the caller.
 */
@RestControllerAdvice
@Order(0)
public class RefusalAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(RefusalAdvice.class);

    private final Problems problems;

    RefusalAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(Refusal refusal) {
        return problems.answer(refusal);
    }

    @ExceptionHandler
    ResponseEntity<Object> declined(DeclinedRequest declined) {
        return problems.answer(declined.problem(), HttpHeaders.EMPTY);
    }

    @ExceptionHandler({
        MongoTimeoutException.class,
        MongoSocketException.class,
        MongoNotPrimaryException.class,
        MongoNodeIsRecoveringException.class,
        MongoServerUnavailableException.class,
        MongoInterruptedException.class
    })
    ResponseEntity<Object> databaseAway(MongoException outage) {
        return unavailable("database", outage);
    }

    @ExceptionHandler
    ResponseEntity<Object> brokerAway(RetriableException outage) {
        return unavailable("broker", outage);
    }

    /** The client closed the connection, so no answer is written. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> gone(IOException hungUp) {
        if (hungUp.getClass().getSimpleName().equals("ClientAbortException")) {
            return null;
        }
        return fault(hungUp);
    }

    @ExceptionHandler
    ResponseEntity<Object> fault(Throwable fault) {
        log.error("A request failed", fault);
        return problems.answer(Problem.of(HttpStatus.INTERNAL_SERVER_ERROR), HttpHeaders.EMPTY);
    }

    private ResponseEntity<Object> unavailable(String what, RuntimeException outage) {
        log.warn("The {} is not available: {}", what, outage.getClass().getSimpleName());
        return again();
    }

    private ResponseEntity<Object> again() {
        var headers = new HttpHeaders();
        headers.set(RETRY_AFTER, "1");
        return problems.answer(Problem.of(HttpStatus.SERVICE_UNAVAILABLE), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException fault, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return problems.answer(UnreadableRequestBody.explain(fault));
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException fault, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return problems.answer(Violations.of(fault.getBindingResult()));
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException fault, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return problems.answer(Violations.of(fault));
    }

    @Override
    protected ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException fault, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (fault instanceof MissingRequestValueException) {
            var detail = fault.getBody().getDetail();
            return problems.answer(
                    Problem.of(status, "unreadable", detail == null ? "A value is missing" : detail), headers);
        }
        return problems.answer(Problem.of(status), headers);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException fault, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return problems.answer(Mismatches.explain(fault));
    }

    /** Other exceptions of Spring: their detail may repeat the input, so only the status is kept. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception fault, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError() && status.value() != HttpStatus.SERVICE_UNAVAILABLE.value()) {
            log.error("A request failed", fault);
        }
        return problems.answer(Problem.of(status), headers);
    }
}
