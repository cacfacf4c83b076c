package io.crmesh.gateway.browser.session;

import com.mongodb.MongoException;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.access.CallerAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.stereotype.Component;

/**
 * Authenticates the user of a browser session. Users of the built-in issuer are looked up. Users of an external one are
 * authenticated by its token, which stays in the session and is renewed there.
 */
@Component
public class SessionAuthenticator {

    private final CallerAuthenticator callers;
    private final TokenRenewal tokens;
    private final boolean external;

    SessionAuthenticator(CallerAuthenticator callers, TokenRenewal tokens, IdentitySettings settings) {
        this.callers = callers;
        this.tokens = tokens;
        this.external = settings.external();
    }

    /** Empty for a browser in which no user is signed in. */
    public Optional<Authentication> signedIn(HttpServletRequest request, HttpServletResponse response) {
        try {
            return SessionUser.of(request, SessionUser.Stage.SIGNED_IN)
                    .map(user -> external ? byExternalIssuer(user, request, response) : byBuiltInIssuer(user));
        } catch (MongoException e) {
            throw new CallerAuthenticator.IdentityUnavailable(e);
        }
    }

    /** The user who entered their password at the built-in issuer. */
    public Optional<Authentication> knownToIssuer(HttpServletRequest request) {
        return SessionUser.of(request, SessionUser.Stage.KNOWN_TO_ISSUER).map(this::byBuiltInIssuer);
    }

    private Authentication byBuiltInIssuer(SessionUser user) {
        return callers.ofUser(user.id(), user.since());
    }

    private Authentication byExternalIssuer(
            SessionUser user, HttpServletRequest request, HttpServletResponse response) {
        var renewal = OAuth2AuthorizeRequest.withClientRegistrationId(GatewayClient.ID)
                .principal(user.id())
                .attribute(HttpServletRequest.class.getName(), request)
                .attribute(HttpServletResponse.class.getName(), response)
                .build();
        var client = renewed(renewal, request);
        if (client == null) {
            throw CallerAuthenticator.invalid();
        }
        return callers.ofToken(client.getAccessToken().getTokenValue());
    }

    /** Null if there is no token, or the issuer ended its session. */
    private @Nullable OAuth2AuthorizedClient renewed(OAuth2AuthorizeRequest renewal, HttpServletRequest request) {
        try {
            return tokens.renewed(renewal, request);
        } catch (OAuth2AuthorizationException e) {
            if (e.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_GRANT)) {
                return null;
            }
            throw new CallerAuthenticator.IdentityUnavailable(e);
        } catch (IllegalArgumentException e) { // thrown if the issuer has no metadata
            throw new CallerAuthenticator.IdentityUnavailable(e);
        }
    }
}
