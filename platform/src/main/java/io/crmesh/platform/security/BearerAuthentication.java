package io.crmesh.platform.security;

import io.crmesh.platform.auth.CallerAuthentication;
import io.crmesh.platform.auth.TokenVerifier;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Authentication manager: turns a bearer token into its caller. */
record BearerAuthentication(TokenVerifier tokens) implements AuthenticationManager {

    @Override
    public Authentication authenticate(Authentication claimed) {
        var token = ((BearerTokenAuthenticationToken) claimed).getToken();
        return tokens.caller(token)
                .map(CallerAuthentication::new)
                .orElseThrow(() -> new InvalidBearerTokenException("This token is not valid"));
    }
}
