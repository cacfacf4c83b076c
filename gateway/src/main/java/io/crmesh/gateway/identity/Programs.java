package io.crmesh.gateway.identity;

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
 * Our own programs, which sign in with a secret from a file. A program whose file is not there cannot; a file that is
 * replaced counts from then on.
 */
final class Programs implements RegisteredClientRepository {

    static final Duration TOKENS_LAST = Duration.ofMinutes(5);
    private static final Duration CODES_LAST = Duration.ofMinutes(1);

    private final Map<String, IdentitySettings.Program> programs;
    private final ProgramSecrets secrets;
    private final String browsersReturnTo;

    Programs(IdentitySettings settings, ProgramSecrets secrets) {
        this.programs = settings.programs();
        this.secrets = secrets;
        this.browsersReturnTo = settings.publicUrl() + IdentitySettings.CODE_PATH;
    }

    Optional<Role> role(String program) {
        return Optional.ofNullable(programs.get(program)).map(IdentitySettings.Program::role);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String name) {
        var program = programs.get(name);
        return program == null
                ? null
                : secrets.of(name).map(secret -> client(name, secret, program)).orElse(null);
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    private RegisteredClient client(String name, String secret, IdentitySettings.Program program) {
        var client = RegisteredClient.withId(name)
                .clientId(name)
                .clientSecret(Secrets.hash(secret))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .scopes(scopes -> scopes.addAll(program.scopes()))
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(TOKENS_LAST)
                        .authorizationCodeTimeToLive(CODES_LAST)
                        .build());
        return (program.role() == null
                        ? client.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                                .redirectUri(browsersReturnTo)
                        : client.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS))
                .build();
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Programs are set up with the installation");
    }
}
