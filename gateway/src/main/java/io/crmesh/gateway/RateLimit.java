package io.crmesh.gateway;

import static org.springframework.http.HttpHeaders.RETRY_AFTER;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
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

    private final LoadingCache<String, Bucket> clients;
    private final String policy;
    private final Proxies proxies;
    private final Problems problems;

    RateLimit(Limits limits, Proxies proxies, Problems problems) {
        this.clients = Caffeine.newBuilder()
                .maximumSize(limits.clients())
                .expireAfterAccess(Duration.ofMinutes(10))
                .build(_ -> bucket(limits));
        this.policy = "\"client\";q=%d;w=1".formatted(limits.perSecond());
        this.proxies = proxies;
        this.problems = problems;
    }

    private static Bucket bucket(Limits limits) {
        return Bucket.builder()
                .addLimit(
                        limit -> limit.capacity(limits.burst()).refillGreedy(limits.perSecond(), Duration.ofSeconds(1)))
                .build();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var probe = clients.get(proxies.client(request)).tryConsumeAndReturnRemaining(1);
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
