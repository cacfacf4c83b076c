package io.crmesh.gateway;

import static org.springframework.http.HttpHeaders.RETRY_AFTER;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each client address its share, counted by each gateway for itself. Probes and scrapes have one of their own, which
 * nothing else takes from: they are wanted most when much is going on.
 */
final class RateLimit extends OncePerRequestFilter {

    /** More than any that watch need, and too little to keep a gateway busy. */
    private static final long PROBES = 100;

    private static final long PROBES_AT_ONCE = 1_000;

    private final Shares shares;
    private final Shares probes;
    private final String policy;
    private final Problems problems;

    RateLimit(Limits limits, Proxies proxies, Problems problems) {
        this.shares = new Shares(limits, proxies);
        this.probes = new Shares(new Limits(PROBES, PROBES_AT_ONCE, limits.clients()), proxies);
        this.policy = "\"client\";q=%d;w=1".formatted(limits.perSecond());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var watches = request.getRequestURI().startsWith("/actuator/");
        var taken = (watches ? probes : shares).of(request).tryConsumeAndReturnRemaining(1);
        var wait = Math.max(1, Duration.ofNanos(taken.getNanosToWaitForRefill()).toSeconds());
        if (!watches) {
            tell(taken.getRemainingTokens(), wait, response);
        }
        if (taken.isConsumed()) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(RETRY_AFTER, Long.toString(wait));
            problems.write(Problem.of(HttpStatus.TOO_MANY_REQUESTS), response);
        }
    }

    /** The names and forms are those of the draft on rate limit fields, here and nowhere else. */
    private void tell(long left, long wait, HttpServletResponse response) {
        response.setHeader("RateLimit-Policy", policy);
        response.setHeader("RateLimit", "\"client\";r=%d;t=%d".formatted(left, wait));
    }
}
