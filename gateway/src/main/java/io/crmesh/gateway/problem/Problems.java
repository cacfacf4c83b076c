package io.crmesh.gateway.problem;

import static org.springframework.http.HttpHeaders.RETRY_AFTER;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;

import io.crmesh.web.Problem;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * Factory of problem responses for routes, controllers and filters, and of their JSON for the server. Each carries the
 * id of the trace.
 */
@Component
public class Problems {

    /** A service, the database or the issuer cannot be reached. */
    public static final Problem UNAVAILABLE =
            Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The service cannot be reached; try again later");

    private final JsonMapper json;
    private final ObjectProvider<Tracer> tracers;

    public Problems(JsonMapper json, ObjectProvider<Tracer> tracers) {
        this.json = json;
        this.tracers = tracers;
    }

    /** The problem for a status without a more specific reason. */
    public static Problem of(HttpStatusCode status) {
        return status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE) ? UNAVAILABLE : Problem.of(status);
    }

    public ResponseEntity<Problem> entity(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(APPLICATION_PROBLEM_JSON)
                .body(problem.traced(trace()));
    }

    public ServerResponse answer(Problem problem) {
        return answer(problem, 0);
    }

    /**
     * A response that tells when to try again.
     *
     * @param retryAfter seconds after which the caller should try again; 0 if that is unknown
     */
    public ServerResponse answer(Problem problem, long retryAfter) {
        var answer = ServerResponse.status(problem.status()).contentType(APPLICATION_PROBLEM_JSON);
        if (retryAfter > 0) {
            answer = answer.header(RETRY_AFTER, Long.toString(retryAfter));
        }
        return answer.body(problem.traced(trace()));
    }

    public void write(Problem problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(APPLICATION_PROBLEM_JSON.toString());
        response.getOutputStream().write(json(problem));
    }

    public byte[] json(Problem problem) {
        return json.writeValueAsBytes(problem.traced(trace()));
    }

    private @Nullable String trace() {
        var tracer = tracers.getIfAvailable();
        var context = tracer == null ? null : tracer.currentTraceContext().context();
        return context == null || context.traceId().isEmpty() ? null : context.traceId();
    }
}
