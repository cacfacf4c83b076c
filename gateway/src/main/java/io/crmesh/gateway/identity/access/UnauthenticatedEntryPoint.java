package io.crmesh.gateway.identity.access;

import io.crmesh.gateway.problem.Problems;
import io.crmesh.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/**
 * Authentication entry point of the API: it answers that the caller is not authenticated, or cannot be authenticated at
 * the moment.
 */
@Component
public class UnauthenticatedEntryPoint implements AuthenticationEntryPoint {

    private static final Logger log = LoggerFactory.getLogger(UnauthenticatedEntryPoint.class);

    private final Problems problems;

    UnauthenticatedEntryPoint(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        switch (reason) {
            case CallerAuthenticator.IdentityUnavailable unavailable -> {
                log.warn(
                        "Callers cannot be authenticated: {}",
                        NestedExceptionUtils.getMostSpecificCause(unavailable).toString());
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
                problems.write(Problems.UNAVAILABLE, response);
            }
            case CallerAuthenticator.TooManyInvalidTokens _ -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
                problems.write(Problem.of(HttpStatus.TOO_MANY_REQUESTS), response);
            }
            case OAuth2AuthenticationException _ -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
                problems.write(Problem.INVALID_TOKEN, response);
            }
            default -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                problems.write(Problem.of(HttpStatus.UNAUTHORIZED), response);
            }
        }
    }
}
