package io.crmesh.platform.auth;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtException;

/** The issuer's keys cannot be fetched, and none are known with which the token could be verified. */
public final class IssuerUnavailable extends AuthenticationException {

    public IssuerUnavailable(JwtException cause) {
        super("The issuer's keys are not known", cause);
    }
}
