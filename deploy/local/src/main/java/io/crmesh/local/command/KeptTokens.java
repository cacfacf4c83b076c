package io.crmesh.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.local.access.Operator;
import io.crmesh.local.installation.OwnerOnlyFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Cache of the tokens that {@code ./crm token} printed, in files that only their owner can read. The same request gets the
 * same token until shortly before its end, so that many runs do not leave many tokens behind.
 */
final class KeptTokens {

    private static final Duration LEAST_LEFT = Duration.ofHours(1);

    private final Path folder;
    private final URI gateway;
    private final Operator operator;
    private final Clock clock;

    KeptTokens(Path folder, URI gateway, Operator operator, Clock clock) {
        this.folder = folder;
        this.gateway = gateway;
        this.operator = operator;
        this.clock = clock;
    }

    String token(String user, String name, Set<String> scopes, int days) throws InterruptedException {
        var request = String.join("\n", gateway.toString(), user, name, new TreeSet<>(scopes).toString(), "" + days);
        var file = UUID.nameUUIDFromBytes(request.getBytes(UTF_8)).toString();
        var kept = kept(file);
        if (kept.isPresent() && operator.takes(kept.get())) {
            return kept.get();
        }
        var made = operator.token(user, name, scopes, days);
        keep(file, made);
        return made.value();
    }

    /** The token and its end are the two lines of the file. */
    private Optional<String> kept(String file) {
        try {
            var lines = Files.readAllLines(folder.resolve(file));
            return lines.size() == 2
                            && Instant.parse(lines.get(1))
                                    .isAfter(clock.instant().plus(LEAST_LEFT))
                    ? Optional.of(lines.getFirst())
                    : Optional.empty();
        } catch (IOException | DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Without the file, the next run makes another token. */
    private void keep(String file, Operator.Token made) {
        try {
            OwnerOnlyFile.write(folder, file, String.join("\n", List.of(made.value(), made.endsAt())));
        } catch (IOException e) {
            System.err.println("The token cannot be kept for the next run: " + e.getMessage());
        }
    }
}
