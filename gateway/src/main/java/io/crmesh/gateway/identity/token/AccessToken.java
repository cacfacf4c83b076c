package io.crmesh.gateway.identity.token;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A personal access token, with which a client acts in the name of its owner. The token itself is shown once and stored
 * nowhere.
 *
 * @param scopes its token scopes; {@code crm} for all that its owner may do
 * @param usedAt when it was last used, to the hour; null if it was not used yet
 */
public record AccessToken(
        String id,
        String user,
        String name,
        Set<String> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant usedAt) {

    /** The prefix by which tokens are recognised, also in places where they should not be. */
    static final String PREFIX = "crm_";

    /** Whether a text has the form of a personal access token. */
    public static boolean hasForm(String token) {
        return token.startsWith(PREFIX);
    }

    public boolean isValidAt(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }
}
