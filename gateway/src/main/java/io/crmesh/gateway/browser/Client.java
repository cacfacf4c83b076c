package io.crmesh.gateway.browser;

import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.ProgramSecrets;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the gateway is for the issuer, whether that comes along or is another one: a client with a secret, to whom people
 * are sent back with a code. Another issuer describes itself, and need not be there before somebody wants to sign in.
 */
@Component
class Client implements ClientRegistrationRepository {

    static final String ID = "crm";
    private static final String NAME = "gateway";

    private final IdentitySettings settings;
    private final ProgramSecrets secrets;
    private final Environment environment;
    private volatile @Nullable ClientRegistration described;

    Client(IdentitySettings settings, ProgramSecrets secrets, Environment environment) {
        this.settings = settings;
        this.secrets = secrets;
        this.environment = environment;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return id.equals(ID) ? registration() : null;
    }

    ClientRegistration registration() {
        var issuer = settings.external() ? elsewhere() : here();
        return ClientRegistration.withClientRegistration(issuer)
                .clientId(NAME)
                .clientSecret(secrets.of(NAME).orElse(""))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .redirectUri(settings.publicUrl() + IdentitySettings.CODE_PATH)
                .build();
    }

    private ClientRegistration elsewhere() {
        var known = described;
        if (known == null) {
            known = ClientRegistrations.fromIssuerLocation(settings.issuerName())
                    .registrationId(ID)
                    .clientId(NAME)
                    .scope(OidcScopes.OPENID)
                    .build();
            described = known;
        }
        return known;
    }

    /** The browser is sent to where everybody reaches us; we ask ourselves on the shortest way. */
    private ClientRegistration here() {
        var self = "%s://127.0.0.1:%s"
                .formatted(
                        environment.getRequiredProperty("crm.scheme"),
                        environment.getRequiredProperty("local.server.port"));
        return ClientRegistration.withRegistrationId(ID)
                .clientId(NAME)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .issuerUri(settings.issuerName())
                .authorizationUri(settings.publicUrl() + "/oauth2/authorize")
                .redirectUri(settings.publicUrl() + IdentitySettings.CODE_PATH)
                .tokenUri(self + "/oauth2/token")
                .jwkSetUri(self + "/oauth2/jwks")
                .scope(OidcScopes.OPENID)
                .userNameAttributeName(IdTokenClaimNames.SUB)
                .build();
    }

    /**
     * Where another issuer signs people out, and sends them back from.
     *
     * @param idToken by which it knows that it need not ask them once more
     */
    Optional<URI> endOfSession(URI back, Optional<String> idToken) {
        if (!settings.external()) {
            return Optional.empty();
        }
        var about = registration().getProviderDetails().getConfigurationMetadata();
        return Optional.ofNullable(about.get("end_session_endpoint"))
                .map(end -> UriComponentsBuilder.fromUriString(end.toString())
                        .queryParam("client_id", NAME)
                        .queryParam("post_logout_redirect_uri", "{back}")
                        .queryParamIfPresent("id_token_hint", idToken)
                        .encode()
                        .buildAndExpand(settings.publicUrl() + back)
                        .toUri());
    }
}
