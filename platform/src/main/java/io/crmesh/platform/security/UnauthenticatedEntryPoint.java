package io.crmesh.platform.security;

import static org.springframework.http.HttpHeaders.RETRY_AFTER;
import static org.springframework.http.HttpHeaders.WWW_AUTHENTICATE;

import io.crmesh.platform.auth.IssuerUnavailable;
import io.crmesh.platform.problem.Problems;
import io.crmesh.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Entry point that answers requests without a token, with an invalid one, or with insufficient authority (RFC 6750).
 */
record UnauthenticatedEntryPoint(Problems problems) implements AuthenticationEntryPoint, AccessDeniedHandler {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason instanceof IssuerUnavailable) {
            response.setHeader(RETRY_AFTER, "1");
            problems.write(Problem.of(HttpStatus.SERVICE_UNAVAILABLE), response);
        } else if (reason instanceof OAuth2AuthenticationException) {
            response.setHeader(WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            problems.write(Problem.INVALID_TOKEN, response);
        } else {
            response.setHeader(WWW_AUTHENTICATE, "Bearer");
            problems.write(Problem.of(HttpStatus.UNAUTHORIZED), response);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        problems.write(Problem.of(HttpStatus.FORBIDDEN), response);
    }
}
