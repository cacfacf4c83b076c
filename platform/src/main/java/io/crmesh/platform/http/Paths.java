package io.crmesh.platform.http;

import jakarta.servlet.http.HttpServletRequest;

/** Distinguishes operational requests from those of callers. */
final class Paths {

    private Paths() {}

    static boolean operational(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.equals("/actuator") || path.startsWith("/actuator/");
    }
}
