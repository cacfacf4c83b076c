package io.crmesh.gateway.identity.issuer;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.Secrets;
import io.crmesh.gateway.identity.audit.AccessLog;
import io.crmesh.gateway.problem.Problems;
import io.crmesh.web.Problem;
import io.crmesh.web.Role;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/**
 * Configuration of the built-in OAuth 2.0 authorization server: service clients get their tokens here, and all services
 * get the keys to verify them.
 */
@Configuration(proxyBeanMethods = false)
class IssuerConfiguration {

    private static final String[] PATHS = {
        "/oauth2/authorize",
        "/oauth2/token",
        "/oauth2/jwks",
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server"
    };

    /** Metadata of endpoints that do not exist here. */
    private static final List<String> ABSENT_ENDPOINTS = List.of(
            "userinfo_endpoint",
            "end_session_endpoint",
            "introspection_endpoint",
            "introspection_endpoint_auth_methods_supported",
            "revocation_endpoint",
            "revocation_endpoint_auth_methods_supported");

    @Bean
    @Order(1)
    SecurityFilterChain issuer(
            HttpSecurity http,
            IdentitySettings settings,
            BrowserSignIn signIn,
            Problems problems,
            AccessLog accessLog) {
        if (settings.external()) {
            return http.securityMatcher(PATHS)
                    .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                    .exceptionHandling(faults -> faults.authenticationEntryPoint(
                            (_, response, _) -> problems.write(Problem.of(HttpStatus.NOT_FOUND), response)))
                    .csrf(AbstractHttpConfigurer::disable)
                    .headers(AbstractHttpConfigurer::disable)
                    .build();
        }
        http.securityMatcher(PATHS)
                .oauth2AuthorizationServer(server -> server.oidc(oidc -> oidc.providerConfigurationEndpoint(
                                endpoint -> endpoint.providerConfigurationCustomizer(metadata ->
                                        metadata.claims(claims -> ABSENT_ENDPOINTS.forEach(claims::remove)))))
                        .authorizationServerMetadataEndpoint(endpoint -> endpoint.authorizationServerMetadataCustomizer(
                                metadata -> metadata.claims(claims -> ABSENT_ENDPOINTS.forEach(claims::remove)))))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable);
        var failedSignIns = new FailedClientSignIns(settings.clients().keySet(), accessLog);
        http.addFilterBefore(failedSignIns, SecurityContextHolderFilter.class);
        signIn.addTo(http);
        return http.build();
    }

    @Bean
    SigningKeys signingKeys(IdentitySettings settings) {
        return new SigningKeys(settings.signingKeys());
    }

    @Bean
    JwtEncoder encoder(JWKSource<SecurityContext> keys) {
        return new NimbusJwtEncoder(keys);
    }

    @Bean
    AuthorizationServerSettings issuerSettings(IdentitySettings settings) {
        return AuthorizationServerSettings.builder()
                .issuer(settings.issuerName())
                .build();
    }

    @Bean
    ServiceClients clients(IdentitySettings settings, ClientSecrets secrets) {
        return new ServiceClients(settings, secrets);
    }

    @Bean
    Secrets secrets() {
        return new Secrets();
    }

    /** Browsers have sessions of their own, and nothing reads those of the issuer. */
    @Bean
    SessionRegistry sessionRegistry() {
        return new NoSessionRegistry();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(SigningKeys keys, ServiceClients clients) {
        return context -> {
            context.getJwsHeader().keyId(keys.current());
            if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                return;
            }
            var client = context.getRegisteredClient().getClientId();
            context.getClaims()
                    .audience(List.of(IdentitySettings.AUDIENCE))
                    .claim("scope", String.join(" ", context.getAuthorizedScopes()))
                    .claim(
                            "roles",
                            clients.role(client).map(Role::name).stream().toList());
        };
    }

    /** A span for each step of signing in would outnumber all others. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
