package io.crmesh.gateway.browser.session;

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
 * Repository of the tokens of an external issuer, in the session of their user. Tokens of the built-in issuer are not
 * stored, because its users are looked up.
 */
@Component
public class AuthorizedClients implements OAuth2AuthorizedClientRepository {

    private static final String TOKENS = "TOKENS";

    /** Attribute of a request that renews the tokens, or was given those that another one renewed. */
    private static final String RENEWED = AuthorizedClients.class.getName() + ".RENEWED";

    private final GatewayClient client;
    private final Sessions sessions;
    private final boolean external;

    AuthorizedClients(GatewayClient client, Sessions sessions, IdentitySettings settings) {
        this.client = client;
        this.sessions = sessions;
        this.external = settings.external();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The interface requires it.
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
            String id, Authentication user, HttpServletRequest request) {
        var tokens = tokens(request);
        return tokens == null ? null : (T) read(tokens, user.getName());
    }

    private static @Nullable String tokens(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null) {
            return null;
        }
        return request.getAttribute(RENEWED) instanceof String renewed && !renewed.isEmpty()
                ? renewed
                : (String) session.getAttribute(TOKENS);
    }

    /** From now on, tokens that this request is granted are stored at once, and no stale ones over those of another. */
    void renewsTokens(HttpServletRequest request) {
        request.setAttribute(RENEWED, "");
    }

    /** Takes the tokens as they are stored now: another request may have renewed them. */
    void takeStored(HttpServletRequest request) {
        var session = request.getSession(false);
        var stored = session == null ? null : sessions.findById(session.getId());
        if (stored != null && stored.getAttribute(TOKENS) instanceof String tokens) {
            request.setAttribute(RENEWED, tokens);
        }
    }

    /** The parts are separated by spaces, which no token contains. */
    private OAuth2AuthorizedClient read(String tokens, String user) {
        var parts = tokens.split(" ", -1);
        var access = new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER, parts[2], Instant.parse(parts[0]), Instant.parse(parts[1]));
        var refresh = parts.length > 3 ? new OAuth2RefreshToken(parts[3], null) : null;
        return new OAuth2AuthorizedClient(client.registration(), user, access, refresh);
    }

    @Override
    public void saveAuthorizedClient(
            OAuth2AuthorizedClient granted,
            Authentication user,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (external) {
            var access = granted.getAccessToken();
            var refresh = granted.getRefreshToken();
            var tokens = "%s %s %s".formatted(access.getIssuedAt(), access.getExpiresAt(), access.getTokenValue());
            store(refresh == null ? tokens : tokens + " " + refresh.getTokenValue(), request);
        }
    }

    private void store(String tokens, HttpServletRequest request) {
        var session = request.getSession();
        if (request.getAttribute(RENEWED) == null) {
            session.setAttribute(TOKENS, tokens);
        } else {
            sessions.keep(session.getId(), TOKENS, tokens);
            request.setAttribute(RENEWED, tokens);
        }
    }

    @Override
    public void removeAuthorizedClient(
            String id, Authentication user, HttpServletRequest request, HttpServletResponse response) {
        var session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(TOKENS);
        }
    }
}
