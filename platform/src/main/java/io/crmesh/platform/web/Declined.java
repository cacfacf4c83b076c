package io.crmesh.platform.web;

import org.springframework.http.HttpStatus;

/** A request that HTTP itself turns down, before any business rule is asked. */
final class Declined extends RuntimeException {

    private final transient Problem problem;

    Declined(Problem problem) {
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
