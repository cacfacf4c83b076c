package io.crmesh.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/** A token comes in one header of its own and nowhere else; where one is written wrongly, nobody is let in without. */
final class BearerHeader implements BearerTokenResolver {

    private static final String SCHEME = "Bearer ";

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        var headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.isEmpty()) {
            return null;
        }
        var header = headers.getFirst();
        if (headers.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new InvalidBearerTokenException("There is more than one token, or none of ours");
        }
        var token = header.substring(SCHEME.length()).strip();
        if (token.isEmpty()) {
            throw new InvalidBearerTokenException("The token is empty");
        }
        return token;
    }
}
