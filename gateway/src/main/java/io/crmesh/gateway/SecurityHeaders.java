package io.crmesh.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What every answer tells browsers and caches, unless the service has its own word on it. */
final class SecurityHeaders {

    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

    /** The page is ours alone: its scripts, its pictures, and whom it asks. */
    private static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Not for localhost, which means other programs of the same machine, too. */
    private static final String A_YEAR = "max-age=31536000";

    private SecurityHeaders() {}

    static void addTo(HttpServletResponse response, HttpServletRequest request) {
        response.setHeader("Content-Security-Policy", request.getRequestURI().startsWith("/docs") ? PAGE : DATA);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        if (request.isSecure() && !request.getServerName().equals("localhost")) {
            response.setHeader("Strict-Transport-Security", A_YEAR);
        }
    }
}
