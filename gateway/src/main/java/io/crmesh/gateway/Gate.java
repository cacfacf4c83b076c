package io.crmesh.gateway;

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
 * What every request passes first. It refuses addresses that mean one thing to us and another to a service, and takes
 * away headers by which strangers could pass for parts of the system; what happens to the request is traced anew.
 */
final class Gate extends OncePerRequestFilter {

    /** Dots to climb with, parameters of segments, empty segments, and all this encoded, even twice. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("(^|/)\\.{1,2}(/|$)|//|[;\\\\]|%(25)*(2e|2f|5c|3b|00)", Pattern.CASE_INSENSITIVE);

    /** Letters, digits and - . _ ~ that are encoded for no reason but to look like another address (RFC 3986, 2.3). */
    private static final Pattern DISGUISED =
            Pattern.compile("%(2[de]|3\\d|[46][1-9a-f]|[57][0-9a]|5f|7e)", Pattern.CASE_INSENSITIVE);

    /** What no query is written with (RFC 3986), and percent signs that begin nothing. */
    private static final Pattern BROKEN = Pattern.compile("[^\\w.~!$&'()*+,;=:@/?%-]|%(?![0-9a-fA-F]{2})");

    private static final int MOST_HEADERS = 100;

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

    private final Proxies proxies;
    private final Problems problems;

    Gate(Proxies proxies, Problems problems) {
        this.proxies = proxies;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SecurityHeaders.addTo(response, request);
        if (AMBIGUOUS.matcher(request.getRequestURI()).find()) {
            problems.write(Problem.of(HttpStatus.NOT_FOUND), response);
        } else if (DISGUISED.matcher(request.getRequestURI()).find() || isBroken(request.getQueryString())) {
            problems.write(Problem.of(HttpStatus.BAD_REQUEST), response);
        } else {
            pass(new Headers(request, name -> believes(name, request)), response, chain);
        }
    }

    private static boolean isBroken(@Nullable String query) {
        return query != null && BROKEN.matcher(query).find();
    }

    private void pass(Headers request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.count() > MOST_HEADERS) {
            problems.write(Problem.of(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean believes(String header, HttpServletRequest request) {
        var name = header.toLowerCase(Locale.ROOT);
        if (name.equals("forwarded") || name.startsWith("x-forwarded-")) {
            return proxies.trusts(request);
        }
        return !SPOOFABLE.contains(name)
                && Stream.of("ce_", "ce-", "x-b3-", "x-crm-").noneMatch(name::startsWith);
    }
}
