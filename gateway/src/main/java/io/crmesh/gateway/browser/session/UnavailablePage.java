package io.crmesh.gateway.browser.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.gateway.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The response while the database or the issuer is unavailable: a problem for API clients, a page in both languages for
 * browsers. It needs no style sheet, because a browser with a session could not load one either.
 */
@Component
public class UnavailablePage {

    /** Only the style inside the page is allowed. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private final byte[] page;
    private final Problems problems;

    UnavailablePage(Problems problems) {
        this.problems = problems;
        try {
            this.page = new ClassPathResource("pages/unavailable.html").getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        if (!isFromBrowser(request)) {
            problems.write(Problems.UNAVAILABLE, response);
            return;
        }
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setContentType("text/html");
        response.setCharacterEncoding(UTF_8.name());
        response.setHeader("Content-Security-Policy", POLICY);
        response.getOutputStream().write(page);
    }

    /** Only browsers ask for HTML. */
    public static boolean isFromBrowser(HttpServletRequest request) {
        var accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains("text/html");
    }
}
