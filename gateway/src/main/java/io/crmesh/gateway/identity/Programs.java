package io.crmesh.gateway.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * Our own programs, which sign in with a secret from a file. A program whose file is not there cannot; a file that is
 * replaced counts from then on.
 */
final class Programs implements RegisteredClientRepository {

    static final Duration TOKENS_LAST = Duration.ofMinutes(5);

    private final Map<String, IdentitySettings.Program> programs;
    private final @Nullable Path secrets;

    Programs(IdentitySettings settings) {
        this.programs = settings.programs();
        this.secrets = settings.secrets();
    }

    Optional<Role> role(String program) {
        return Optional.ofNullable(programs.get(program)).map(IdentitySettings.Program::role);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String name) {
        var program = programs.get(name);
        return program == null
                ? null
                : secret(name).map(secret -> client(name, secret, program)).orElse(null);
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    private static RegisteredClient client(String name, String secret, IdentitySettings.Program program) {
        return RegisteredClient.withId(name)
                .clientId(name)
                .clientSecret(Secrets.hash(secret))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(program.scopes()))
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(TOKENS_LAST)
                        .build())
                .build();
    }

    private Optional<String> secret(String name) {
        try {
            return secrets == null
                    ? Optional.empty()
                    : Optional.of(Files.readString(secrets.resolve(name)).strip());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Programs are set up with the installation");
    }
}
