package io.crmesh.gateway.browser.session;

import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.issuer.ClientSecrets;
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
 * OAuth 2.0 client registration of the gateway at the issuer, built-in or external: users are sent back to it with a
 * code. The metadata of an external issuer is fetched when a user first wants to sign in.
 */
@Component
public class GatewayClient implements ClientRegistrationRepository {

    public static final String ID = "crm";
    private static final String NAME = "gateway";

    private final IdentitySettings settings;
    private final ClientSecrets secrets;
    private final Environment environment;
    private volatile @Nullable ClientRegistration discovered;

    GatewayClient(IdentitySettings settings, ClientSecrets secrets, Environment environment) {
        this.settings = settings;
        this.secrets = secrets;
        this.environment = environment;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return id.equals(ID) ? registration() : null;
    }

    ClientRegistration registration() {
        var issuer = settings.external() ? externalIssuer() : builtInIssuer();
        return ClientRegistration.withClientRegistration(issuer)
                .clientId(NAME)
                .clientSecret(secrets.of(NAME).orElse(""))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .redirectUri(settings.publicUrl() + IdentitySettings.CODE_PATH)
                .build();
    }

    private ClientRegistration externalIssuer() {
        var known = discovered;
        if (known == null) {
            known = ClientRegistrations.fromIssuerLocation(settings.issuerName())
                    .registrationId(ID)
                    .clientId(NAME)
                    .scope(OidcScopes.OPENID)
                    .build();
            discovered = known;
        }
        return known;
    }

    /** The browser uses the public address; the gateway reaches itself on the shortest way. */
    private ClientRegistration builtInIssuer() {
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
     * The address at which an external issuer signs users out and sends them back.
     *
     * @param idToken by which the issuer knows that it need not ask the user
     */
    public Optional<URI> signOutAddress(URI back, Optional<String> idToken) {
        if (!settings.external()) {
            return Optional.empty();
        }
        var metadata = registration().getProviderDetails().getConfigurationMetadata();
        return Optional.ofNullable(metadata.get("end_session_endpoint"))
                .map(endpoint -> UriComponentsBuilder.fromUriString(endpoint.toString())
                        .queryParam("client_id", NAME)
                        .queryParam("post_logout_redirect_uri", "{back}")
                        .queryParamIfPresent("id_token_hint", idToken)
                        .encode()
                        .buildAndExpand(settings.publicUrl() + back)
                        .toUri());
    }
}
