package io.crmesh.platform.auth;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtException;

/** The issuer cannot be asked for its keys, and none are known that would tell whether a token is good. */
public final class IssuerAway extends AuthenticationException {

    public IssuerAway(JwtException cause) {
        super("The issuer's keys are not known", cause);
    }
}
