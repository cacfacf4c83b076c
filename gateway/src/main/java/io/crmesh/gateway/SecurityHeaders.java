package io.crmesh.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** What every answer tells browsers and caches, unless the service has its own word on it. */
final class SecurityHeaders {

    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

    /** The page is ours alone: its scripts, its pictures, and whom it asks. */
    private static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Not for localhost, which means other programs of the same machine, too. */
    private static final String A_YEAR = "max-age=31536000";

    private SecurityHeaders() {}

    /** Of what never became a request, nobody knows whom it was for. */
    static final Map<String, String> OF_DATA = Map.of(
            "Content-Security-Policy", DATA,
            "Cache-Control", "no-store",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    static void addTo(HttpServletResponse response, HttpServletRequest request) {
        OF_DATA.forEach(response::setHeader);
        if (request.getRequestURI().startsWith("/docs")) {
            response.setHeader("Content-Security-Policy", PAGE);
        }
        if (request.isSecure() && !request.getServerName().equals("localhost")) {
            response.setHeader("Strict-Transport-Security", A_YEAR);
        }
    }
}
