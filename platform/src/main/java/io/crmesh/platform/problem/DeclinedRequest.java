package io.crmesh.platform.problem;

import io.crmesh.web.Problem;
import org.springframework.http.HttpStatus;

/** A request that is refused at the HTTP level, before any business rule is checked. */
public final class DeclinedRequest extends RuntimeException {

    private final transient Problem problem;

    public DeclinedRequest(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public static DeclinedRequest with(HttpStatus status) {
        return new DeclinedRequest(Problem.of(status));
    }

    public Problem problem() {
        return problem;
    }
}
