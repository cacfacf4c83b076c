package io.crmesh.gateway;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;

/** The request itself is at fault, or its sender has gone; no service is to blame. */
final class Declined extends RuntimeException {

    private final Problem problem;

    private Declined(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    static Declined with(HttpStatus status) {
        return new Declined(Problem.of(status));
    }

    /** Why no more of the body could be read: it came too late, or was broken or broken off. */
    static Declined because(IOException e) {
        return with(e.getCause() instanceof TimeoutException ? HttpStatus.REQUEST_TIMEOUT : HttpStatus.BAD_REQUEST);
    }

    Problem problem() {
        return problem;
    }
}
