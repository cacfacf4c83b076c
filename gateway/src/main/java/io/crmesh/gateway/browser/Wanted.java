package io.crmesh.gateway.browser;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Where a browser wanted to go before it was sent to sign in. */
enum Wanted {
    /** A page, before we asked the issuer who this is. */
    PAGE,
    /** A code, before the issuer asked for a password. */
    CODE;

    private static final int LONGEST = 2_000;

    void keep(HttpServletRequest request) {
        var query = request.getQueryString();
        var place = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (request.getMethod().equals("GET") && place.length() <= LONGEST) {
            request.getSession().setAttribute(name(), place);
        }
    }

    /** A place of our own; nothing if nobody wanted any. */
    Optional<String> take(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null && session.getAttribute(name()) instanceof String place) {
            session.removeAttribute(name());
            return Optional.of(place);
        }
        return Optional.empty();
    }
}
