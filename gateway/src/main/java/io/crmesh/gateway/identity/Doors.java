package io.crmesh.gateway.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.crmesh.gateway.Problem;
import io.crmesh.gateway.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
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

/** Which doors are open to strangers; at all others one shows a token. */
@Configuration(proxyBeanMethods = false)
class Doors {

    /** Probes, what describes the API, and links out of mails, which are signed themselves. */
    private static final String[] OPEN = {"/actuator/health/**", "/docs/**", "/api-docs/**", "/u/**", "/error"};

    private static final String METRICS = "operations:read";

    @Bean
    @Order(3)
    SecurityFilterChain tokensOnly(
            HttpSecurity http,
            Credentials credentials,
            Unrecognised unrecognised,
            IdentitySettings settings,
            Problems problems,
            Audit audit) {
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(OPEN)
                                .permitAll()
                                .requestMatchers("/actuator/**")
                                .hasAuthority(METRICS)
                                .requestMatchers(settings::leavesToOther)
                                .denyAll()
                                .anyRequest()
                                .authenticated())
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(request ->
                                claimed -> credentials.authenticate((BearerTokenAuthenticationToken) claimed, request))
                        .authenticationEntryPoint(unrecognised))
                .exceptionHandling(faults -> faults.authenticationEntryPoint(unrecognised)
                        .accessDeniedHandler((request, response, _) ->
                                problems.write(turnedAway(request, settings, audit), response)))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // No cookie is believed, so no page can borrow one.
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    private static Problem turnedAway(HttpServletRequest request, IdentitySettings settings, Audit audit) {
        if (settings.leavesToOther(request)) {
            return Problem.of(HttpStatus.NOT_FOUND);
        }
        var what = request.getMethod() + " /actuator/**";
        Visitor.current().ifPresent(visitor -> audit.refused(visitor, METRICS, what, List.of()));
        return Refused.forbidden(METRICS).problem();
    }

    /** Checks tokens by our own keys, or by those of the issuer that is trusted instead. */
    @Bean
    JwtDecoder decoder(IdentitySettings settings, JWKSource<SecurityContext> ours) {
        var keys = settings.external() ? new OtherIssuersKeys(new OtherIssuer(settings.issuerName())) : ours;
        return checked(
                NimbusJwtDecoder.withJwkSource(keys)
                        .jwsAlgorithm(SignatureAlgorithm.RS256)
                        .build(),
                settings);
    }

    private static NimbusJwtDecoder checked(NimbusJwtDecoder decoder, IdentitySettings settings) {
        var times = new JwtTimestampValidator();
        times.setAllowEmptyExpiryClaim(false);
        OAuth2TokenValidator<Jwt> meant = new JwtClaimValidator<Collection<String>>(
                JwtClaimNames.AUD, audience -> audience != null && audience.contains(IdentitySettings.AUDIENCE));
        OAuth2TokenValidator<Jwt> ofSomebody =
                new JwtClaimValidator<String>(JwtClaimNames.SUB, who -> who != null && !who.isBlank());
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                times, new JwtIssuerValidator(settings.issuerName()), meant, ofSomebody));
        return decoder;
    }
}
