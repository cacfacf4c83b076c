package io.crmesh.gateway.browser.session;

import io.crmesh.gateway.identity.access.CallerAuthenticator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Servlet filter that authenticates users by the session of their browser. A sign-in that does not hold any more is
 * removed from the session.
 */
public final class SessionAuthenticationFilter extends OncePerRequestFilter {

    /** How a session is authenticated. */
    public interface SessionLookup {
        Optional<Authentication> authenticate(HttpServletRequest request, HttpServletResponse response);
    }

    private final SessionUser.Stage stage;
    private final SessionLookup lookup;
    private final AuthenticationEntryPoint entryPoint;

    public SessionAuthenticationFilter(
            SessionUser.Stage stage, SessionLookup lookup, AuthenticationEntryPoint entryPoint) {
        this.stage = stage;
        this.lookup = lookup;
        this.entryPoint = entryPoint;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            lookup.authenticate(request, response)
                    .ifPresent(user -> SecurityContextHolder.setContext(new SecurityContextImpl(user)));
        } catch (CallerAuthenticator.IdentityUnavailable unavailable) {
            entryPoint.commence(request, response, unavailable);
            return;
        } catch (AuthenticationException _) {
            SessionUser.end(stage, request);
        }
        chain.doFilter(request, response);
    }
}
