package io.crmesh.gateway.browser;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whom a session belongs to.
 *
 * @param id as the issuer knows them
 * @param since when they signed in
 */
record Person(String id, Instant since) {

    /** As what a session knows somebody. */
    enum As {
        /** They showed the issuer their password. */
        KNOWN_TO_ISSUER,
        /** They showed the issuer the password that somebody gave them, and have to choose one. */
        CHOOSING,
        /** The issuer told us who they are. */
        SIGNED_IN
    }

    /** How long a session may not be used once somebody signed in. */
    static final Duration IDLE = Duration.ofHours(2);

    /** The id of the session changes, so that nobody who knew it from before can come along. */
    void begin(As what, HttpServletRequest request) {
        var session = request.getSession();
        var _ = request.changeSessionId();
        session.setAttribute(what.name(), since + " " + id);
        if (what == As.SIGNED_IN) {
            session.setMaxInactiveInterval((int) IDLE.toSeconds());
        }
    }

    static Optional<Person> of(HttpServletRequest request, As what) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(what.name()) instanceof String known
                ? Optional.of(read(known))
                : Optional.empty();
    }

    private static Person read(String known) {
        var space = known.indexOf(' ');
        return new Person(known.substring(space + 1), Instant.parse(known.substring(0, space)));
    }

    static void end(As what, HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(what.name());
        }
    }
}
