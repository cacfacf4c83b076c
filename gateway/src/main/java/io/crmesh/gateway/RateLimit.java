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
 * Gives each client address its share, counted by each gateway for itself. Probes and scrapes are not counted: they are
 * wanted most when much is going on.
 */
final class RateLimit extends OncePerRequestFilter {

    private final Shares shares;
    private final String policy;
    private final Problems problems;

    RateLimit(Limits limits, Proxies proxies, Problems problems) {
        this.shares = new Shares(limits, proxies);
        this.policy = "\"client\";q=%d;w=1".formatted(limits.perSecond());
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var probe = shares.of(request).tryConsumeAndReturnRemaining(1);
        var wait = Math.max(1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds());
        // The names and forms are those of the draft on rate limit fields, here and nowhere else.
        response.setHeader("RateLimit-Policy", policy);
        response.setHeader("RateLimit", "\"client\";r=%d;t=%d".formatted(probe.getRemainingTokens(), wait));
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(RETRY_AFTER, Long.toString(wait));
            problems.write(Problem.of(HttpStatus.TOO_MANY_REQUESTS), response);
        }
    }
}
