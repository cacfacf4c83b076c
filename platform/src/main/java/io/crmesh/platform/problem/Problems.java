package io.crmesh.platform.problem;

import static org.springframework.http.HttpHeaders.RETRY_AFTER;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;

import io.crmesh.platform.Refusal;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Refusal.TooMany;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.Refusal.VersionRequired;
import io.crmesh.platform.json.StrictJson;
import io.crmesh.platform.trace.Traces;
import io.crmesh.web.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Writer of problem details: as an answer of controllers, or directly onto the response in filters. */
public final class Problems {

    private final StrictJson json;
    private final Traces traces;

    public Problems(StrictJson json, Traces traces) {
        this.json = json;
        this.traces = traces;
    }

    static Problem of(Refusal refusal) {
        var status = switch (refusal) {
            case Unreadable _ -> HttpStatus.BAD_REQUEST;
            case Impossible _ -> HttpStatus.UNPROCESSABLE_CONTENT;
            case Forbidden _ -> HttpStatus.FORBIDDEN;
            case NotFound _ -> HttpStatus.NOT_FOUND;
            case Gone _ -> HttpStatus.GONE;
            case RuleBroken _ -> HttpStatus.CONFLICT;
            case StaleVersion _ -> HttpStatus.PRECONDITION_FAILED;
            case VersionRequired _ -> HttpStatus.PRECONDITION_REQUIRED;
            case TooMany _ -> HttpStatus.TOO_MANY_REQUESTS;
            case Busy _ -> HttpStatus.SERVICE_UNAVAILABLE;
        };
        var detail = Objects.requireNonNullElse(refusal.getMessage(), refusal.slug());
        return Problem.of(status, refusal.slug(), detail, Refusal.fieldsOf(refusal));
    }

    ResponseEntity<Object> answer(Refusal refusal) {
        var headers = new HttpHeaders();
        var wait = refusal.retryAfter();
        if (wait != null) {
            headers.set(RETRY_AFTER, seconds(wait));
        }
        return answer(of(refusal), headers);
    }

    ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(APPLICATION_PROBLEM_JSON)
                .body(problem.traced(traces.id()));
    }

    public void write(Problem problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(APPLICATION_PROBLEM_JSON.toString());
        response.getOutputStream().write(json.mapper().writeValueAsBytes(problem.traced(traces.id())));
    }

    /** Retry-After counts whole seconds; zero would make clients retry at once. */
    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.toSeconds()));
    }
}
