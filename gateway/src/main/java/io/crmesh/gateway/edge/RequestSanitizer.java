package io.crmesh.gateway.edge;

import io.crmesh.gateway.problem.Problems;
import io.crmesh.gateway.ratelimit.TrustedProxies;
import io.crmesh.web.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Servlet filter that sanitizes each request before all other filters. It refuses addresses that mean one thing to the
 * gateway and another to a service. It removes headers with which clients could pose as parts of the system, and each
 * request starts a new trace.
 */
final class RequestSanitizer extends OncePerRequestFilter {

    /** Dot segments, parameters of segments, empty segments, and all of these percent-encoded, even twice. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("(^|/)\\.{1,2}(/|$)|//|[;\\\\]|%(25)*(2e|2f|5c|3b|00)", Pattern.CASE_INSENSITIVE);

    /** Unreserved characters that are percent-encoded only to look like another address (RFC 3986, 2.3). */
    private static final Pattern DISGUISED =
            Pattern.compile("%(2[de]|3\\d|[46][1-9a-f]|[57][0-9a]|5f|7e)", Pattern.CASE_INSENSITIVE);

    /** Characters that no query has (RFC 3986), and percent signs without two hex digits. */
    private static final Pattern MALFORMED = Pattern.compile("[^\\w.~!$&'()*+,;=:@/?%-]|%(?![0-9a-fA-F]{2})");

    private static final int MAX_HEADERS = 100;

    private static final Set<String> SPOOFABLE = Set.of(
            "b3",
            "baggage",
            "expect",
            "proxy",
            "traceparent",
            "tracestate",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-original-url",
            "x-real-ip",
            "x-rewrite-url");

    private final TrustedProxies proxies;
    private final Problems problems;

    RequestSanitizer(TrustedProxies proxies, Problems problems) {
        this.proxies = proxies;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        EdgeHeaders.addTo(response, request);
        if (AMBIGUOUS.matcher(request.getRequestURI()).find()) {
            problems.write(Problem.of(HttpStatus.NOT_FOUND), response);
        } else if (DISGUISED.matcher(request.getRequestURI()).find() || isMalformed(request.getQueryString())) {
            problems.write(Problem.of(HttpStatus.BAD_REQUEST), response);
        } else {
            pass(new FilteredRequest(request, name -> isTrusted(name, request)), response, chain);
        }
    }

    private static boolean isMalformed(@Nullable String query) {
        return query != null && MALFORMED.matcher(query).find();
    }

    private void pass(FilteredRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.count() > MAX_HEADERS) {
            problems.write(Problem.of(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean isTrusted(String header, HttpServletRequest request) {
        var name = header.toLowerCase(Locale.ROOT);
        if (name.equals("forwarded") || name.startsWith("x-forwarded-")) {
            return proxies.trusts(request);
        }
        return !SPOOFABLE.contains(name)
                && Stream.of("ce_", "ce-", "x-b3-", "x-crm-").noneMatch(name::startsWith);
    }
}
