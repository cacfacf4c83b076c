package io.crmesh.gateway.browser.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * The names that an external issuer gave for a user, who cannot be looked up here. They stay in the session of the
 * user.
 */
public record ExternalProfile(String username, String name, Optional<String> idToken) {

    private static final String USERNAME = "USERNAME";
    private static final String NAME = "NAME";
    private static final String ID_TOKEN = "ID_TOKEN";

    private static final int MAX_NAME_LENGTH = 100;

    /** The token is sent back in an address, whose length is limited. */
    private static final int MAX_TOKEN_LENGTH = 4_000;

    public static void store(Authentication authentication, HttpServletRequest request) {
        if (authentication.getPrincipal() instanceof OidcUser user) {
            var session = request.getSession();
            session.setAttribute(
                    USERNAME, firstOf(user, StandardClaimNames.PREFERRED_USERNAME, StandardClaimNames.EMAIL));
            session.setAttribute(
                    NAME,
                    firstOf(
                            user,
                            StandardClaimNames.NAME,
                            StandardClaimNames.PREFERRED_USERNAME,
                            StandardClaimNames.EMAIL));
            var token = user.getIdToken().getTokenValue();
            session.setAttribute(ID_TOKEN, token.length() > MAX_TOKEN_LENGTH ? "" : token);
        }
    }

    /** The first claim that is present; otherwise the id of the user at the issuer. */
    private static String firstOf(OidcUser user, String... claims) {
        for (var claim : claims) {
            var value = user.getClaimAsString(claim);
            if (value != null && !value.isBlank()) {
                return shortened(value);
            }
        }
        return shortened(user.getName());
    }

    private static String shortened(String name) {
        return name.length() > MAX_NAME_LENGTH ? name.substring(0, MAX_NAME_LENGTH) + "…" : name;
    }

    public static Optional<ExternalProfile> of(HttpServletRequest request) {
        return text(request, USERNAME)
                .map(username ->
                        new ExternalProfile(username, text(request, NAME).orElse(username), text(request, ID_TOKEN)));
    }

    private static Optional<String> text(HttpServletRequest request, String attribute) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(attribute) instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }
}
