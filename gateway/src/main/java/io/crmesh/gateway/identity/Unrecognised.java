package io.crmesh.gateway.identity;

import io.crmesh.gateway.Problem;
import io.crmesh.gateway.Problems;
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

/** Tells programs that they are nobody here, or that nobody can tell for now. */
@Component
public class Unrecognised implements AuthenticationEntryPoint {

    private static final Logger log = LoggerFactory.getLogger(Unrecognised.class);

    private final Problems problems;

    Unrecognised(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        switch (reason) {
            case Credentials.Away away -> {
                log.warn(
                        "Nobody can be recognised: {}",
                        NestedExceptionUtils.getMostSpecificCause(away).toString());
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
                problems.write(Problem.of(HttpStatus.SERVICE_UNAVAILABLE), response);
            }
            case Credentials.TooOften _ -> {
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
