package io.crmesh.web;

import java.util.Map;

/** Security headers of answers that are data for one caller: they must not be cached, framed or executed. */
public final class SecurityHeaders {

    public static final Map<String, String> OF_DATA = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    private SecurityHeaders() {}
}
