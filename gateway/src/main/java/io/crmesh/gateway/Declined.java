package io.crmesh.gateway;

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

    Problem problem() {
        return problem;
    }
}
