package io.crmesh.platform.ownership;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.auth.ServiceTokens;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;

/**
 * HTTP client that asks the gateway for users and teams: who can own a record, and where a user gets mails. Users and teams
 * are never removed, so one that exists is remembered; one that does not may be added the next moment. Another issuer
 * that manages them cannot be asked: then every owner and team is taken.
 */
public final class UserDirectory {

    private static final Duration KNOWN = Duration.ofMinutes(10);
    private static final Duration UNKNOWN = Duration.ofSeconds(2);
    private static final int MOST = 10_000;

    /** The field that is read of an answer about existence. */
    record Known(@Nullable Boolean known) {}

    /** The field that is read of an answer about an address. */
    record Address(@Nullable String email) {}

    private enum Kind {
        USER("/internal/users/known?id={id}"),
        TEAM("/internal/teams/known?id={id}");

        private final String path;

        Kind(String path) {
            this.path = path;
        }
    }

    private record Asked(Kind kind, String id) {}

    private final Cache<Asked, Boolean> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KNOWN).build();
    private final Cache<Asked, Boolean> unknown =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(UNKNOWN).build();
    private final OwnerLookup gateway;
    private final boolean external;

    UserDirectory(UserDirectorySettings settings, ServiceTokens serviceTokens) {
        this.gateway = new OwnerLookup("gateway", settings.address(), serviceTokens);
        this.external = settings.external();
    }

    /** Refuses an {@code owner} that names no user and a {@code team} that names no team. */
    public void require(@Nullable String owner, @Nullable String team) {
        if (owner != null && !exists(new Asked(Kind.USER, owner))) {
            throw new Impossible("owner", "is no user of ours");
        }
        if (team != null && !exists(new Asked(Kind.TEAM, team))) {
            throw new Impossible("team", "is no team of ours");
        }
    }

    /** The address that an administrator entered for this user; empty if there is none. */
    public Optional<String> emailOf(String user) {
        return external
                ? Optional.empty()
                : gateway.ask(
                        "/internal/users/email?id={id}",
                        user,
                        (_, response) -> Optional.ofNullable(
                                read(response, Address.class).email()));
    }

    /** Whether another issuer manages the users, so that nothing is known of them here. */
    public boolean isExternal() {
        return external;
    }

    private boolean exists(Asked asked) {
        if (external || known.getIfPresent(asked) != null) {
            return true;
        }
        if (unknown.getIfPresent(asked) != null) {
            return false;
        }
        var exists = gateway.ask(
                asked.kind().path,
                asked.id(),
                (_, response) -> Boolean.TRUE.equals(read(response, Known.class).known()));
        (exists ? known : unknown).put(asked, exists);
        return exists;
    }

    private static <T> T read(ConvertibleClientHttpResponse response, Class<T> type) throws IOException {
        var body = response.getStatusCode().value() == 200 ? response.bodyTo(type) : null;
        if (body == null) {
            throw new ResourceAccessException("The gateway answered " + response.getStatusCode());
        }
        return body;
    }
}
