package io.crmesh.gateway.ratelimit;

import static org.springframework.http.HttpHeaders.RETRY_AFTER;

import io.crmesh.gateway.problem.Problems;
import io.crmesh.web.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rate limiter per client address, counted by each gateway instance for itself. Probes and scrapes have buckets of
 * their own, because they are needed most under load.
 */
public final class RateLimit extends OncePerRequestFilter {

    /** More than monitoring needs, and too little to keep a gateway busy. */
    private static final long PROBES_PER_SECOND = 100;

    private static final long PROBES_BURST = 1_000;

    private final RateLimitBuckets buckets;
    private final RateLimitBuckets probes;
    private final String policy;
    private final Problems problems;

    public RateLimit(RateLimitSettings limits, TrustedProxies proxies, Problems problems) {
        this.buckets = new RateLimitBuckets(limits, proxies);
        this.probes =
                new RateLimitBuckets(new RateLimitSettings(PROBES_PER_SECOND, PROBES_BURST, limits.clients()), proxies);
        this.policy = "\"client\";q=%d;w=1".formatted(limits.perSecond());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var isProbe = request.getRequestURI().startsWith("/actuator/");
        var probe = (isProbe ? probes : buckets).of(request).tryConsumeAndReturnRemaining(1);
        var wait = Math.max(1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds());
        if (!isProbe) {
            addFields(probe.getRemainingTokens(), wait, response);
        }
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(RETRY_AFTER, Long.toString(wait));
            problems.write(Problem.of(HttpStatus.TOO_MANY_REQUESTS), response);
        }
    }

    /** The fields follow the IETF draft on rate limit fields. */
    private void addFields(long remaining, long wait, HttpServletResponse response) {
        response.setHeader("RateLimit-Policy", policy);
        response.setHeader("RateLimit", "\"client\";r=%d;t=%d".formatted(remaining, wait));
    }
}
