package io.crmesh.gateway.identity.access;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.audit.AccessLog;
import io.crmesh.gateway.problem.Problems;
import io.crmesh.gateway.problem.Refusal;
import io.crmesh.web.Issuer;
import io.crmesh.web.IssuerKeys;
import io.crmesh.web.Problem;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;

/** Configuration of the security of the API: which paths are open to all; all others need a token. */
@Configuration(proxyBeanMethods = false)
class ApiSecurityConfiguration {

    /** Probes, API descriptions, the files of the console, and links in mails, which are signed themselves. */
    private static final String[] OPEN = {
        "/actuator/health/**", "/docs/**", "/api-docs/**", "/assets/**", "/u/**", "/error"
    };

    private static final String METRICS_PERMISSION = "operations:read";

    @Bean
    @Order(4)
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            CallerAuthenticator authenticator,
            UnauthenticatedEntryPoint entryPoint,
            IdentitySettings settings,
            Problems problems,
            AccessLog accessLog) {
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(OPEN)
                                .permitAll()
                                .requestMatchers("/actuator/**")
                                .hasAuthority(METRICS_PERMISSION)
                                .requestMatchers(settings::isLeftToExternalIssuer)
                                .denyAll()
                                .anyRequest()
                                .authenticated())
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(request ->
                                bearer -> authenticator.authenticate((BearerTokenAuthenticationToken) bearer, request))
                        .authenticationEntryPoint(entryPoint))
                .exceptionHandling(faults -> faults.authenticationEntryPoint(entryPoint)
                        .accessDeniedHandler((request, response, _) ->
                                problems.write(refusal(request, settings, accessLog), response)))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // No cookie authenticates here.
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    private static Problem refusal(HttpServletRequest request, IdentitySettings settings, AccessLog accessLog) {
        if (settings.isLeftToExternalIssuer(request)) {
            return Problem.of(HttpStatus.NOT_FOUND);
        }
        var endpoint = request.getMethod() + " /actuator/**";
        Caller.current().ifPresent(caller -> accessLog.refused(caller, METRICS_PERMISSION, endpoint, List.of()));
        return Refusal.forbidden(METRICS_PERMISSION).problem();
    }

    /** Verifies tokens with the gateway's own keys, or with those of the external issuer that is trusted instead. */
    @Bean
    JwtDecoder decoder(IdentitySettings settings, JWKSource<SecurityContext> ownKeys) {
        var keys = settings.external() ? new IssuerKeys(new Issuer(URI.create(settings.issuerName()))) : ownKeys;
        return verified(
                NimbusJwtDecoder.withJwkSource(keys)
                        .jwsAlgorithm(SignatureAlgorithm.RS256)
                        .build(),
                settings);
    }

    private static NimbusJwtDecoder verified(NimbusJwtDecoder decoder, IdentitySettings settings) {
        var timestamps = new JwtTimestampValidator();
        timestamps.setAllowEmptyExpiryClaim(false);
        OAuth2TokenValidator<Jwt> forUs = new JwtClaimValidator<Collection<String>>(
                JwtClaimNames.AUD, audience -> audience != null && audience.contains(IdentitySettings.AUDIENCE));
        OAuth2TokenValidator<Jwt> withSubject =
                new JwtClaimValidator<String>(JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank());
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                timestamps, new JwtIssuerValidator(settings.issuerName()), forUs, withSubject));
        return decoder;
    }
}
