package io.crmesh.platform.security;

import io.crmesh.platform.auth.AuthSettings;
import io.crmesh.platform.auth.TokenVerifier;
import io.crmesh.platform.problem.Problems;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Configuration of API security: every request needs a token, except for open paths. What a caller may do is then
 * decided by the {@link PermissionInterceptor}, which knows the controllers.
 */
@AutoConfiguration(
        afterName = "io.crmesh.platform.web.WebConfiguration",
        beforeName = {
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ApiSecurityConfiguration {

    /** Health probes and the API description contain no personal data. */
    private static final String[] OPEN = {"/actuator/health/**", "/v3/api-docs"};

    @Bean
    SecurityFilterChain signIn(HttpSecurity http, AuthSettings settings, TokenVerifier tokens, Problems problems) {
        var unauthenticated = new UnauthenticatedEntryPoint(problems);
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(OPEN)
                                .permitAll()
                                .requestMatchers(settings.open().toArray(String[]::new))
                                .permitAll()
                                .requestMatchers("/actuator/**")
                                .hasAuthority("operations:read")
                                .anyRequest()
                                .authenticated())
                .oauth2ResourceServer(
                        server -> server.authenticationManagerResolver(_ -> new BearerAuthentication(tokens))
                                .bearerTokenResolver(new BearerHeader())
                                .authenticationEntryPoint(unauthenticated)
                                .accessDeniedHandler(unauthenticated))
                .exceptionHandling(faults ->
                        faults.authenticationEntryPoint(unauthenticated).accessDeniedHandler(unauthenticated))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // Cookies are not accepted, so no page can misuse one.
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Spans for each step of sign-in would outnumber all others. */
    @Bean
    SecurityObservationSettings nothingObserved() {
        return SecurityObservationSettings.noObservations();
    }
}
