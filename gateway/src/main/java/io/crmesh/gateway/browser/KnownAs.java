package io.crmesh.gateway.browser;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * What another issuer told us of somebody when they came from there, which nobody here could look up. It stays in the
 * session of whom it is about.
 */
record KnownAs(String username, String name, Optional<String> idToken) {

    private static final String USERNAME = "USERNAME";
    private static final String NAME = "NAME";
    private static final String ID_TOKEN = "ID_TOKEN";

    private static final int LONGEST_NAME = 100;

    /** It goes back there in an address, which may not be of any length. */
    private static final int LONGEST_TOKEN = 4_000;

    static void keep(Authentication person, HttpServletRequest request) {
        if (person.getPrincipal() instanceof OidcUser user) {
            var session = request.getSession();
            session.setAttribute(
                    USERNAME, first(user, StandardClaimNames.PREFERRED_USERNAME, StandardClaimNames.EMAIL));
            session.setAttribute(
                    NAME,
                    first(
                            user,
                            StandardClaimNames.NAME,
                            StandardClaimNames.PREFERRED_USERNAME,
                            StandardClaimNames.EMAIL));
            var token = user.getIdToken().getTokenValue();
            session.setAttribute(ID_TOKEN, token.length() > LONGEST_TOKEN ? "" : token);
        }
    }

    /** The first of these that is said; whoever has none is called what the issuer knows them by. */
    private static String first(OidcUser user, String... claims) {
        for (var claim : claims) {
            var said = user.getClaimAsString(claim);
            if (said != null && !said.isBlank()) {
                return cut(said);
            }
        }
        return cut(user.getName());
    }

    private static String cut(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    }

    static Optional<KnownAs> of(HttpServletRequest request) {
        return text(request, USERNAME)
                .map(username -> new KnownAs(username, text(request, NAME).orElse(username), text(request, ID_TOKEN)));
    }

    private static Optional<String> text(HttpServletRequest request, String attribute) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(attribute) instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }
}
