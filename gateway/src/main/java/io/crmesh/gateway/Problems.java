package io.crmesh.gateway;

import static org.springframework.http.HttpHeaders.RETRY_AFTER;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;

import io.micrometer.tracing.Tracer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Says problems: to routes and controllers as an answer, to filters straight onto the response, to the server as JSON. */
@Component
public class Problems {

    private final JsonMapper json;
    private final ObjectProvider<Tracer> tracers;

    Problems(JsonMapper json, ObjectProvider<Tracer> tracers) {
        this.json = json;
        this.tracers = tracers;
    }

    public ResponseEntity<Problem> entity(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(APPLICATION_PROBLEM_JSON)
                .body(problem.traced(trace()));
    }

    ServerResponse answer(Problem problem) {
        return answer(problem, 0);
    }

    /** @param again after how many seconds it makes sense to try again; 0 for nobody knows */
    ServerResponse answer(Problem problem, long again) {
        var answer = ServerResponse.status(problem.status()).contentType(APPLICATION_PROBLEM_JSON);
        if (again > 0) {
            answer = answer.header(RETRY_AFTER, Long.toString(again));
        }
        return answer.body(problem.traced(trace()));
    }

    public void write(Problem problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(APPLICATION_PROBLEM_JSON.toString());
        response.getOutputStream().write(json(problem));
    }

    byte[] json(Problem problem) {
        return json.writeValueAsBytes(problem.traced(trace()));
    }

    private @Nullable String trace() {
        var tracer = tracers.getIfAvailable();
        var context = tracer == null ? null : tracer.currentTraceContext().context();
        return context == null || context.traceId().isEmpty() ? null : context.traceId();
    }
}
