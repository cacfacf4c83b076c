package io.crmesh.gateway.identity.issuer;

import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.Secrets;
import io.crmesh.web.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * Repository of the service clients, which authenticate with a secret from a file. A client without a file cannot
 * authenticate; a replaced file counts at once.
 */
final class ServiceClients implements RegisteredClientRepository {

    static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(1);

    private final Map<String, IdentitySettings.Client> clients;
    private final ClientSecrets secrets;
    private final String redirectUri;

    ServiceClients(IdentitySettings settings, ClientSecrets secrets) {
        this.clients = settings.clients();
        this.secrets = secrets;
        this.redirectUri = settings.publicUrl() + IdentitySettings.CODE_PATH;
    }

    Optional<Role> role(String client) {
        return Optional.ofNullable(clients.get(client)).map(IdentitySettings.Client::role);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String name) {
        var client = clients.get(name);
        return client == null
                ? null
                : secrets.of(name)
                        .map(secret -> registration(name, secret, client))
                        .orElse(null);
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    private RegisteredClient registration(String name, String secret, IdentitySettings.Client client) {
        var builder = RegisteredClient.withId(name)
                .clientId(name)
                .clientSecret(Secrets.hash(secret))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .scopes(scopes -> scopes.addAll(client.scopes()))
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(TOKEN_LIFETIME)
                        .authorizationCodeTimeToLive(CODE_LIFETIME)
                        .build());
        return (client.role() == null
                        ? builder.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                                .redirectUri(redirectUri)
                        : builder.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS))
                .build();
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Clients are configured with the installation");
    }
}
