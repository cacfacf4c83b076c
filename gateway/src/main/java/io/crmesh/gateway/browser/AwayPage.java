package io.crmesh.gateway.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.gateway.Problem;
import io.crmesh.gateway.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * What is said while the database or the issuer is away: to programs a problem, to people a page in both languages. It
 * needs no style sheet, for that could not be had either by a browser with a session.
 */
@Component
class AwayPage {

    /** The page's own style, and nothing else. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private final byte[] page;
    private final Problems problems;

    AwayPage(Problems problems) {
        this.problems = problems;
        try {
            this.page = new ClassPathResource("pages/away.html").getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        if (!isOfBrowser(request)) {
            problems.write(Problem.of(HttpStatus.SERVICE_UNAVAILABLE), response);
            return;
        }
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setContentType("text/html");
        response.setCharacterEncoding(UTF_8.name());
        response.setHeader("Content-Security-Policy", POLICY);
        response.getOutputStream().write(page);
    }

    /** Somebody looks at it, for no program asks for pages. */
    private static boolean isOfBrowser(HttpServletRequest request) {
        var accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains("text/html");
    }
}
