package io.crmesh.gateway.problem;

import io.crmesh.web.Problem;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;

/** Exception: the request itself is invalid, or its sender has gone. It does not count as a failure of a service. */
public final class RejectedRequest extends RuntimeException {

    private final Problem problem;

    private RejectedRequest(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public static RejectedRequest with(HttpStatus status) {
        return new RejectedRequest(Problems.of(status));
    }

    /** Why no more of the body could be read: it came too late, or was malformed or broken off. */
    public static RejectedRequest because(IOException e) {
        return with(e.getCause() instanceof TimeoutException ? HttpStatus.REQUEST_TIMEOUT : HttpStatus.BAD_REQUEST);
    }

    public Problem problem() {
        return problem;
    }
}
