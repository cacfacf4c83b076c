package io.crmesh.gateway;

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
 * Gives each client address a smaller share of what strangers may do and what costs: sign in, ask for tokens, bring wrong
 * ones. Enough for a house full of people who begin their day, and far too little to guess.
 */
public final class Strangers extends OncePerRequestFilter {

    private static final List<String> PLACES = List.of("/sign-in", "/oauth2/", "/login/");
    private static final Set<String> FILES = Set.of("/sign-in/pages.css", "/sign-in/icon.svg", "/oauth2/jwks");

    private final Shares shares;
    private final Problems problems;

    Strangers(Limits limits, Proxies proxies, Problems problems) {
        this.shares = new Shares(limits, proxies);
        this.problems = problems;
    }

    /** Whether somebody at this address may bring a token that we do not know yet. */
    public boolean mayTry(HttpServletRequest request) {
        return shares.of(request).getAvailableTokens() > 0;
    }

    /** It was a wrong one. */
    public void failed(HttpServletRequest request) {
        var _ = shares.of(request).tryConsume(1);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return PLACES.stream().noneMatch(path::startsWith) || FILES.contains(path);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (shares.of(request).tryConsume(1)) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            problems.write(Problem.of(HttpStatus.TOO_MANY_REQUESTS), response);
        }
    }
}
