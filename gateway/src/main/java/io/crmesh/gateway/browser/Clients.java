package io.crmesh.gateway.browser;

import io.crmesh.gateway.identity.IdentitySettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.stereotype.Component;

/**
 * Keeps the tokens of another issuer in the session of whom they are about. Those of our own are not kept: whom we know
 * is looked up.
 */
@Component
class Clients implements OAuth2AuthorizedClientRepository {

    private static final String TOKENS = "TOKENS";

    private final Client client;
    private final boolean external;

    Clients(Client client, IdentitySettings settings) {
        this.client = client;
        this.external = settings.external();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The interface wants it so.
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
            String id, Authentication person, HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(TOKENS) instanceof String tokens
                ? (T) read(tokens, person.getName())
                : null;
    }

    /** No token has a space in it. */
    private OAuth2AuthorizedClient read(String tokens, String person) {
        var parts = tokens.split(" ", -1);
        var access = new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER, parts[2], Instant.parse(parts[0]), Instant.parse(parts[1]));
        var refresh = parts.length > 3 ? new OAuth2RefreshToken(parts[3], null) : null;
        return new OAuth2AuthorizedClient(client.registration(), person, access, refresh);
    }

    @Override
    public void saveAuthorizedClient(
            OAuth2AuthorizedClient granted,
            Authentication person,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (external) {
            var access = granted.getAccessToken();
            var refresh = granted.getRefreshToken();
            var tokens = "%s %s %s".formatted(access.getIssuedAt(), access.getExpiresAt(), access.getTokenValue());
            request.getSession()
                    .setAttribute(TOKENS, refresh == null ? tokens : tokens + " " + refresh.getTokenValue());
        }
    }

    @Override
    public void removeAuthorizedClient(
            String id, Authentication person, HttpServletRequest request, HttpServletResponse response) {
        var session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(TOKENS);
        }
    }
}
