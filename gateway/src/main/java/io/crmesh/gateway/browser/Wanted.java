package io.crmesh.gateway.browser;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;

/** Where a browser wanted to go before it was sent to sign in. */
enum Wanted {
    /** A page, before we asked the issuer who this is. */
    PAGE,
    /** A code, before the issuer asked for a password. */
    CODE;

    private static final int LONGEST = 2_000;

    /** By which name the place where people set out for the issuer is told the page. */
    private static final String PARAMETER = "page";

    /** Where people set out for the issuer from. The page goes along in the address, for strangers get no session yet. */
    static URI begin(HttpServletRequest request) {
        var begin = UriComponentsBuilder.fromPath(BrowserDoors.BEGIN);
        return asked(request)
                .map(page -> begin.queryParam(PARAMETER, "{page}").encode().buildAndExpand(page))
                .orElseGet(begin::build)
                .toUri();
    }

    /** Whoever sets out from there has a session now. Anybody can write such an address, so no other place is kept. */
    static void keepPage(HttpServletRequest request) {
        var page = request.getParameter(PARAMETER);
        if (page != null && page.length() <= LONGEST && BrowserDoors.isOfAccount(page)) {
            request.getSession().setAttribute(PAGE.name(), page);
        }
    }

    static void keepCode(HttpServletRequest request) {
        asked(request).ifPresent(place -> request.getSession().setAttribute(CODE.name(), place));
    }

    private static Optional<String> asked(HttpServletRequest request) {
        var query = request.getQueryString();
        var place = request.getRequestURI() + (query == null ? "" : "?" + query);
        return request.getMethod().equals("GET") && place.length() <= LONGEST ? Optional.of(place) : Optional.empty();
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
