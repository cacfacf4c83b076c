package io.crmesh.gateway.browser.session;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The user that a session belongs to.
 *
 * @param id of the user at the issuer
 * @param since when they signed in
 */
public record SessionUser(String id, Instant since) {

    /** How far the sign-in of a session has come. */
    public enum Stage {
        /** The user entered their password at the issuer. */
        KNOWN_TO_ISSUER,
        /** The user entered a temporary password at the issuer, and has to choose another one. */
        CHOOSING,
        /** The issuer told the gateway who the user is. */
        SIGNED_IN
    }

    /** How long a session may stay unused after the sign-in. */
    static final Duration IDLE_TIMEOUT = Duration.ofHours(2);

    /** The session gets a new id, so that an attacker who knew the old one does not get in. */
    public void begin(Stage stage, HttpServletRequest request) {
        var session = request.getSession();
        var _ = request.changeSessionId();
        session.setAttribute(stage.name(), since + " " + id);
        if (stage == Stage.SIGNED_IN) {
            session.setMaxInactiveInterval((int) IDLE_TIMEOUT.toSeconds());
        }
    }

    public static Optional<SessionUser> of(HttpServletRequest request, Stage stage) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(stage.name()) instanceof String known
                ? Optional.of(read(known))
                : Optional.empty();
    }

    private static SessionUser read(String known) {
        var space = known.indexOf(' ');
        return new SessionUser(known.substring(space + 1), Instant.parse(known.substring(0, space)));
    }

    public static void end(Stage stage, HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(stage.name());
        }
    }
}
