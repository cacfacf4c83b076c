package io.crmesh.gateway.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** By which secrets our own programs sign in: from files, one for each, looked at each time. */
@Component
public class ProgramSecrets {

    private final @Nullable Path folder;

    ProgramSecrets(IdentitySettings settings) {
        this.folder = settings.secrets();
    }

    /** Nothing for a program that cannot sign in. */
    public Optional<String> of(String program) {
        try {
            return folder == null
                    ? Optional.empty()
                    : Optional.of(Files.readString(folder.resolve(program)).strip());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
