package io.crmesh.gateway.browser;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;

/** Where a browser wanted to go before it was sent to sign in. */
enum ReturnAddress {
    /** A page, before the gateway asked the issuer for the user. */
    PAGE,
    /** A code, before the issuer asked for a password. */
    CODE;

    private static final int MAX_LENGTH = 2_000;

    /** The parameter that carries the page to the start of the sign-in. */
    private static final String PARAMETER = "page";

    /** The address that starts the sign-in. It carries the page, because browsers get no session before. */
    static URI signInStart(HttpServletRequest request) {
        var signInStart = UriComponentsBuilder.fromPath(BrowserSecurityConfiguration.SIGN_IN_START);
        return requested(request)
                .map(page ->
                        signInStart.queryParam(PARAMETER, "{page}").encode().buildAndExpand(page))
                .orElseGet(signInStart::build)
                .toUri();
    }

    /**
     * Stores the page in the session, which begins here. Anyone can write such an address, so only account pages and
     * those of the console are stored.
     */
    static void storePage(HttpServletRequest request) {
        var page = request.getParameter(PARAMETER);
        if (page != null && page.length() <= MAX_LENGTH && isPage(page)) {
            request.getSession().setAttribute(PAGE.name(), page);
        }
    }

    private static boolean isPage(String address) {
        return BrowserSecurityConfiguration.isAccountPage(address) || ConsoleAddress.isOne(address);
    }

    static void storeCode(HttpServletRequest request) {
        requested(request).ifPresent(address -> request.getSession().setAttribute(CODE.name(), address));
    }

    private static Optional<String> requested(HttpServletRequest request) {
        var query = request.getQueryString();
        var address = request.getRequestURI() + (query == null ? "" : "?" + query);
        return request.getMethod().equals("GET") && address.length() <= MAX_LENGTH
                ? Optional.of(address)
                : Optional.empty();
    }

    /** An address of the gateway; empty if there is none. */
    Optional<String> take(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null && session.getAttribute(name()) instanceof String address) {
            session.removeAttribute(name());
            return Optional.of(address);
        }
        return Optional.empty();
    }
}
