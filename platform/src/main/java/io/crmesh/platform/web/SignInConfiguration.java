package io.crmesh.platform.web;

import io.crmesh.platform.auth.AuthSettings;
import io.crmesh.platform.auth.Tokens;
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
 * Nobody gets in without a token, but to what is open. What a caller may do then is decided by the {@link Doorkeeper}, who
 * knows the controllers.
 */
@AutoConfiguration(
        after = WebConfiguration.class,
        beforeName = {
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SignInConfiguration {

    /** Probes and the description of the API: neither tells of anybody. */
    private static final String[] OPEN = {"/actuator/health/**", "/v3/api-docs"};

    @Bean
    SecurityFilterChain signIn(HttpSecurity http, AuthSettings settings, Tokens tokens, Problems problems) {
        var unauthenticated = new Unauthenticated(problems);
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
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(_ -> new TokenCheck(tokens))
                        .bearerTokenResolver(new BearerHeader())
                        .authenticationEntryPoint(unauthenticated)
                        .accessDeniedHandler(unauthenticated))
                .exceptionHandling(faults ->
                        faults.authenticationEntryPoint(unauthenticated).accessDeniedHandler(unauthenticated))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // No cookie is believed, so no page can borrow one.
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /** A span for each step of signing in would outnumber all others. */
    @Bean
    SecurityObservationSettings nothingObserved() {
        return SecurityObservationSettings.noObservations();
    }
}
