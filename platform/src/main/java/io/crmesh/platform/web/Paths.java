package io.crmesh.platform.web;

import jakarta.servlet.http.HttpServletRequest;

/** Which requests are the operator's and not a caller's. */
final class Paths {

    private Paths() {}

    static boolean operational(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.equals("/actuator") || path.startsWith("/actuator/");
    }
}
