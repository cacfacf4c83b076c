package io.crmesh.gateway.browser;

import io.crmesh.gateway.Problem;
import io.crmesh.gateway.Problems;
import io.crmesh.gateway.identity.Audit;
import io.crmesh.gateway.identity.Credentials;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.Unrecognised;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** Leads browsers: those of strangers to where they sign in, and back to what they wanted. */
@Component
class Welcome implements AuthenticationEntryPoint {

    private static final Logger log = LoggerFactory.getLogger(Welcome.class);

    private final IdentitySettings settings;
    private final Unrecognised unrecognised;
    private final Problems problems;
    private final Audit audit;
    private final AwayPage away;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    Welcome(IdentitySettings settings, Unrecognised unrecognised, Problems problems, Audit audit, AwayPage away) {
        this.settings = settings;
        this.unrecognised = unrecognised;
        this.problems = problems;
        this.audit = audit;
        this.away = away;
    }

    /** Nobody is signed in: a page is shown afterwards, a script is told. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason instanceof Credentials.Away) {
            log.warn(
                    "Nobody can be recognised: {}",
                    NestedExceptionUtils.getMostSpecificCause(reason).toString());
            away.write(request, response);
        } else if (isOfScript(request)) {
            unrecognised.commence(request, response, reason);
        } else if (isElsewhere(request)) {
            response.sendRedirect(settings.publicUrl() + request.getRequestURI());
        } else {
            response.sendRedirect(Wanted.begin(request).toString());
        }
    }

    /** On one machine there are two names for it; cookies of one are not sent to the other. */
    private boolean isElsewhere(HttpServletRequest request) {
        var host = URI.create(settings.publicUrl()).getHost();
        var asked = request.getServerName();
        return !host.equals(asked) && isLoopback(host) && isLoopback(asked);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1");
    }

    private static boolean isOfScript(HttpServletRequest request) {
        return request.getRequestURI().startsWith(BrowserDoors.API);
    }

    /** On the way to the issuer, where somebody comes back from. */
    void leads(HttpServletRequest request, HttpServletResponse response, String issuer) throws IOException {
        Wanted.keepPage(request);
        response.sendRedirect(issuer);
    }

    /** The issuer does not know who wants a code. */
    void asksForPassword(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        Wanted.keepCode(request);
        response.sendRedirect(BrowserDoors.SIGN_IN);
    }

    /** The issuer told us who this is. */
    void comesBack(HttpServletRequest request, HttpServletResponse response, Authentication person) throws IOException {
        var since =
                Person.of(request, Person.As.KNOWN_TO_ISSUER).map(Person::since).orElseGet(clock::instant);
        new Person(person.getName(), since).begin(Person.As.SIGNED_IN, request);
        if (settings.external()) {
            KnownAs.keep(person, request);
        }
        audit.signedIn(person.getName());
        response.sendRedirect(Wanted.PAGE.take(request).orElse(BrowserDoors.HOME));
    }

    /** Such as with a code that was used before, or after a quarter of an hour. The reason may be in a stranger's words. */
    void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        log.info(
                "Somebody came back from the issuer in vain: {}",
                reason.getClass().getSimpleName());
        audit.cameBackInVain();
        response.sendRedirect(BrowserDoors.SIGN_IN + "?failed");
    }

    void issuerAway(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        commence(request, response, new Credentials.Away(reason));
    }

    /** Most often a form that lay open for too long. */
    void turnAway(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        if (!(reason instanceof CsrfException)) {
            problems.write(Problem.of(HttpStatus.NOT_FOUND), response);
        } else if (isOfScript(request)) {
            problems.write(
                    Problem.of(
                            HttpStatus.FORBIDDEN,
                            "forgery",
                            "Send the value of the cookie %s as the header X-XSRF-TOKEN, too"
                                    .formatted(BrowserDoors.forgeryCookie(settings))),
                    response);
        } else {
            var page = request.getRequestURI().startsWith(BrowserDoors.HOME) ? BrowserDoors.HOME : BrowserDoors.SIGN_IN;
            response.sendRedirect(page + "?failed");
        }
    }
}
