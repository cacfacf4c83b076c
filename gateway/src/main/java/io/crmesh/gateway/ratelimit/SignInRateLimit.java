package io.crmesh.gateway.ratelimit;

import io.crmesh.gateway.problem.Problems;
import io.crmesh.web.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rate limiter per client address for what unauthenticated clients may do and what is expensive: signing in, asking for
 * tokens, sending invalid ones. It suffices for an office in which all people start their day at once, and is far too
 * little for guessing.
 */
public final class SignInRateLimit extends OncePerRequestFilter {

    private static final List<String> PATHS = List.of("/sign-in", "/oauth2/", "/login/");
    private static final Set<String> UNLIMITED_PATHS =
            Set.of("/sign-in/pages.css", "/sign-in/icon.svg", "/oauth2/jwks");

    private final RateLimitBuckets buckets;
    private final Problems problems;

    public SignInRateLimit(RateLimitSettings limits, TrustedProxies proxies, Problems problems) {
        this.buckets = new RateLimitBuckets(limits, proxies);
        this.problems = problems;
    }

    /** Whether this address may still send a token that is not known yet. */
    public boolean allowsUnknownToken(HttpServletRequest request) {
        return buckets.of(request).getAvailableTokens() > 0;
    }

    /** Counts an invalid token. */
    public void countInvalidToken(HttpServletRequest request) {
        var _ = buckets.of(request).tryConsume(1);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return PATHS.stream().noneMatch(path::startsWith) || UNLIMITED_PATHS.contains(path);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (buckets.of(request).tryConsume(1)) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            problems.write(Problem.of(HttpStatus.TOO_MANY_REQUESTS), response);
        }
    }
}
