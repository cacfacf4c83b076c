package io.crmesh.gateway.browser;

import com.mongodb.MongoException;
import io.crmesh.gateway.identity.Credentials;
import io.crmesh.gateway.identity.IdentitySettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.stereotype.Component;

/**
 * Tells who uses a browser. Whom our own issuer knows is looked up; who came from another one is who its token says,
 * which stays in the session and is renewed there.
 */
@Component
class Recognition {

    private final Credentials credentials;
    private final OAuth2AuthorizedClientManager clients;
    private final boolean external;

    Recognition(Credentials credentials, OAuth2AuthorizedClientManager clients, IdentitySettings settings) {
        this.credentials = credentials;
        this.clients = clients;
        this.external = settings.external();
    }

    /** Nobody for a browser in which nobody signed in. */
    Optional<Authentication> signedIn(HttpServletRequest request, HttpServletResponse response) {
        try {
            return Person.of(request, Person.As.SIGNED_IN)
                    .map(person -> external ? elsewhere(person, request, response) : here(person));
        } catch (MongoException e) {
            throw new Credentials.Away(e);
        }
    }

    /** Somebody who showed us their password. */
    Optional<Authentication> known(HttpServletRequest request) {
        return Person.of(request, Person.As.KNOWN_TO_ISSUER).map(this::here);
    }

    private Authentication here(Person person) {
        return credentials.ofPerson(person.id(), person.since());
    }

    private Authentication elsewhere(Person person, HttpServletRequest request, HttpServletResponse response) {
        var wish = OAuth2AuthorizeRequest.withClientRegistrationId(Client.ID)
                .principal(person.id())
                .attribute(HttpServletRequest.class.getName(), request)
                .attribute(HttpServletResponse.class.getName(), response)
                .build();
        var client = renewed(wish);
        if (client == null) {
            throw Credentials.invalid();
        }
        return credentials.ofToken(client.getAccessToken().getTokenValue());
    }

    /** Nothing if there is no token, or the issuer ended the session there. */
    private @Nullable OAuth2AuthorizedClient renewed(OAuth2AuthorizeRequest wish) {
        try {
            return clients.authorize(wish);
        } catch (OAuth2AuthorizationException e) {
            if (e.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_GRANT)) {
                return null;
            }
            throw new Credentials.Away(e);
        } catch (IllegalArgumentException e) { // so it is said that an issuer does not describe itself
            throw new Credentials.Away(e);
        }
    }
}
