package io.crmesh.gateway.edge;

import io.crmesh.web.SecurityHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** HTTP security headers of every response, unless the service sets its own. */
public final class EdgeHeaders {

    /** The page loads scripts and pictures from the gateway only, and calls nothing else. */
    private static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Not for localhost, where other programs of the same machine would be affected, too. */
    private static final String A_YEAR = "max-age=31536000";

    private EdgeHeaders() {}

    public static void addTo(HttpServletResponse response, HttpServletRequest request) {
        SecurityHeaders.OF_DATA.forEach(response::setHeader);
        if (request.getRequestURI().startsWith("/docs")) {
            response.setHeader("Content-Security-Policy", PAGE);
        }
        if (request.isSecure() && !request.getServerName().equals("localhost")) {
            response.setHeader("Strict-Transport-Security", A_YEAR);
        }
    }
}
