package io.crmesh.gateway.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.crmesh.gateway.Problem;
import io.crmesh.gateway.Problems;
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

/** The issuer that comes along: programs of ours get their tokens here, and everybody the keys to check them. */
@Configuration(proxyBeanMethods = false)
class IssuerConfiguration {

    private static final String[] PLACES = {
        "/oauth2/authorize",
        "/oauth2/token",
        "/oauth2/jwks",
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server"
    };

    /** What the description would promise and is not to be had here. */
    private static final List<String> NOT_HERE = List.of(
            "userinfo_endpoint",
            "end_session_endpoint",
            "introspection_endpoint",
            "introspection_endpoint_auth_methods_supported",
            "revocation_endpoint",
            "revocation_endpoint_auth_methods_supported");

    @Bean
    @Order(1)
    SecurityFilterChain issuer(
            HttpSecurity http, IdentitySettings settings, SignInWay signIn, Problems problems, Audit audit) {
        if (settings.external()) {
            return http.securityMatcher(PLACES)
                    .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                    .exceptionHandling(faults -> faults.authenticationEntryPoint(
                            (_, response, _) -> problems.write(Problem.of(HttpStatus.NOT_FOUND), response)))
                    .csrf(AbstractHttpConfigurer::disable)
                    .headers(AbstractHttpConfigurer::disable)
                    .build();
        }
        http.securityMatcher(PLACES)
                .oauth2AuthorizationServer(server -> server.oidc(oidc ->
                                oidc.providerConfigurationEndpoint(endpoint -> endpoint.providerConfigurationCustomizer(
                                        about -> about.claims(claims -> NOT_HERE.forEach(claims::remove)))))
                        .authorizationServerMetadataEndpoint(endpoint -> endpoint.authorizationServerMetadataCustomizer(
                                about -> about.claims(claims -> NOT_HERE.forEach(claims::remove)))))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable);
        var wrongSecrets = new WrongSecrets(settings.programs().keySet(), audit);
        http.addFilterBefore(wrongSecrets, SecurityContextHolderFilter.class);
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
    Programs programs(IdentitySettings settings, ProgramSecrets secrets) {
        return new Programs(settings, secrets);
    }

    @Bean
    Secrets secrets() {
        return new Secrets();
    }

    /** Browsers have sessions of their own; nobody asks the issuer for its. */
    @Bean
    SessionRegistry noSessions() {
        return new NoSessions();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(SigningKeys keys, Programs programs) {
        return context -> {
            context.getJwsHeader().keyId(keys.current());
            if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                return;
            }
            var program = context.getRegisteredClient().getClientId();
            context.getClaims()
                    .audience(List.of(IdentitySettings.AUDIENCE))
                    .claim("scope", String.join(" ", context.getAuthorizedScopes()))
                    .claim(
                            "roles",
                            programs.role(program).map(Role::name).stream().toList());
        };
    }

    /** A span for each step of signing in would outnumber all others. */
    @Bean
    SecurityObservationSettings nothingObserved() {
        return SecurityObservationSettings.noObservations();
    }
}
