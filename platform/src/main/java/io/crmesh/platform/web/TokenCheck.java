package io.crmesh.platform.web;

import io.crmesh.platform.auth.Tokens;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Makes of a token who it stands for. */
record TokenCheck(Tokens tokens) implements AuthenticationManager {

    @Override
    public Authentication authenticate(Authentication claimed) {
        var token = ((BearerTokenAuthenticationToken) claimed).getToken();
        return tokens.caller(token)
                .map(SignedIn::new)
                .orElseThrow(() -> new InvalidBearerTokenException("This token is not valid"));
    }
}
