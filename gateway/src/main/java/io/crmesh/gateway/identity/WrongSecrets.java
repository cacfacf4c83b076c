package io.crmesh.gateway.identity;

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

/** Records who tried in vain to sign in as a program of ours. Names that nobody has are not repeated. */
final class WrongSecrets extends OncePerRequestFilter {

    private final Set<String> programs;
    private final Audit audit;
    private final ClientSecretBasicAuthenticationConverter claims = new ClientSecretBasicAuthenticationConverter();

    WrongSecrets(Set<String> programs, Audit audit) {
        this.programs = programs;
        this.audit = audit;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals(Audit.TOKENS) || request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (response.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
            var claimed = claims.convert(request);
            audit.programFailed(
                    claimed != null && programs.contains(claimed.getName()) ? claimed.getName() : "unknown");
        }
    }
}
