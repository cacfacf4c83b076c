package io.crmesh.gateway.identity.issuer;

import io.crmesh.gateway.identity.IdentitySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Secrets of the service clients, each in a file that is read on every use. */
@Component
public class ClientSecrets {

    private final @Nullable Path folder;

    ClientSecrets(IdentitySettings settings) {
        this.folder = settings.secrets();
    }

    /** Empty for a client that has no secret. */
    public Optional<String> of(String client) {
        try {
            return folder == null
                    ? Optional.empty()
                    : Optional.of(Files.readString(folder.resolve(client)).strip());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
