package io.crmesh.gateway.identity;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A personal access token, by which a program works in its owner's name. The token itself is shown once and kept nowhere.
 *
 * @param scopes what it is restricted to; {@code crm} for all that its owner may do
 * @param usedAt when it was last used, to the hour; null for not yet
 */
record AccessToken(
        String id,
        String user,
        String name,
        Set<String> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant usedAt) {

    boolean isGoodAt(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }
}
