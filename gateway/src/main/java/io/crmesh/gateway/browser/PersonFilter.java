package io.crmesh.gateway.browser;

import io.crmesh.gateway.identity.Credentials;
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

/** Recognises people by the session of their browser. One that does not hold any more is forgotten. */
final class PersonFilter extends OncePerRequestFilter {

    /** How a session tells who it belongs to. */
    interface Way {
        Optional<Authentication> recognise(HttpServletRequest request, HttpServletResponse response);
    }

    private final Person.As what;
    private final Way way;
    private final AuthenticationEntryPoint nobody;

    PersonFilter(Person.As what, Way way, AuthenticationEntryPoint nobody) {
        this.what = what;
        this.way = way;
        this.nobody = nobody;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            way.recognise(request, response)
                    .ifPresent(person -> SecurityContextHolder.setContext(new SecurityContextImpl(person)));
        } catch (Credentials.Away away) {
            nobody.commence(request, response, away);
            return;
        } catch (AuthenticationException _) {
            Person.end(what, request);
        }
        chain.doFilter(request, response);
    }
}
