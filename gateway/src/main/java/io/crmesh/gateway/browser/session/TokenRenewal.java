package io.crmesh.gateway.browser.session;

import io.crmesh.gateway.identity.access.CallerAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.stereotype.Component;

/**
 * Renews the tokens of an external issuer once per session: many issuers take a refresh token only once. Of the parallel
 * requests of a session, the one that holds the lease in its document renews them. The others wait for what it stores.
 */
@Component
class TokenRenewal {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** The client manager renews tokens that end within this time, too. */
    private static final Duration BEFORE_THE_END = Duration.ofSeconds(60);

    private final OAuth2AuthorizedClientManager manager;
    private final AuthorizedClients clients;
    private final Sessions sessions;
    private final Clock clock;

    TokenRenewal(OAuth2AuthorizedClientManager manager, AuthorizedClients clients, Sessions sessions, Clock clock) {
        this.manager = manager;
        this.clients = clients;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The client with tokens that are valid; null if there are none. */
    @Nullable
    OAuth2AuthorizedClient renewed(OAuth2AuthorizeRequest renewal, HttpServletRequest request) {
        var user = renewal.getPrincipal();
        var deadline = clock.instant().plus(PATIENCE);
        while (isDue(user, request)) {
            var session = Objects.requireNonNull(request.getSession(false)).getId();
            if (sessions.claimRenewal(session)) {
                return renewedAlone(session, renewal, request);
            }
            if (clock.instant().isAfter(deadline)) {
                throw new CallerAuthenticator.IdentityUnavailable(
                        new IllegalStateException("The tokens of a session are not renewed in time"));
            }
            pause();
            clients.takeStored(request);
        }
        return manager.authorize(renewal);
    }

    private @Nullable OAuth2AuthorizedClient renewedAlone(
            String session, OAuth2AuthorizeRequest renewal, HttpServletRequest request) {
        try {
            clients.renewsTokens(request);
            clients.takeStored(request);
            return manager.authorize(renewal);
        } finally {
            sessions.releaseRenewal(session);
        }
    }

    private boolean isDue(Authentication user, HttpServletRequest request) {
        OAuth2AuthorizedClient client = clients.loadAuthorizedClient(GatewayClient.ID, user, request);
        if (client == null || client.getRefreshToken() == null) {
            return false;
        }
        var end = client.getAccessToken().getExpiresAt();
        return end == null || end.minus(BEFORE_THE_END).isBefore(clock.instant());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallerAuthenticator.IdentityUnavailable(e);
        }
    }
}
