package io.crmesh.gateway.identity.issuer;

import io.crmesh.gateway.identity.audit.AccessLog;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.web.filter.OncePerRequestFilter;

/** Servlet filter that records failed attempts to sign in as a service client. Unknown names are not repeated. */
final class FailedClientSignIns extends OncePerRequestFilter {

    private final Set<String> clients;
    private final AccessLog accessLog;
    private final ClientSecretBasicAuthenticationConverter converter = new ClientSecretBasicAuthenticationConverter();

    FailedClientSignIns(Set<String> clients, AccessLog accessLog) {
        this.clients = clients;
        this.accessLog = accessLog;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals(AccessLog.TOKEN_PATH)
                || request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (response.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
            var claimed = converter.convert(request);
            accessLog.clientSignInFailed(
                    claimed != null && clients.contains(claimed.getName()) ? claimed.getName() : "unknown");
        }
    }
}
