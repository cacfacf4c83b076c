package io.crmesh.gateway.browser;

import io.crmesh.gateway.browser.session.UnavailablePage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** An address of the console: each that a browser asks for as a page and that belongs to nothing else. */
final class ConsoleAddress {

    private static final Set<String> OTHERS = Set.of(
            "account",
            "actuator",
            "api",
            "api-docs",
            "assets",
            "docs",
            "error",
            "login",
            "oauth2",
            "sign-in",
            "sign-out",
            "u",
            ".well-known");

    /** The first segment of the path, then anything that leads to no other host. */
    private static final Pattern PATTERN = Pattern.compile("/(?:([\\w.~%-]+)([/?][\\x21-\\x7e&&[^\\\\]]*)?|\\?.*)?");

    private ConsoleAddress() {}

    static boolean isAskedFor(HttpServletRequest request) {
        var path = request.getRequestURI();
        return request.getMethod().equals("GET")
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && (path.equals(BrowserSecurityConfiguration.CONSOLE) || UnavailablePage.isFromBrowser(request))
                && isOne(path);
    }

    static boolean isOne(String address) {
        var parts = PATTERN.matcher(address);
        return parts.matches() && (parts.group(1) == null || !OTHERS.contains(parts.group(1)));
    }
}
