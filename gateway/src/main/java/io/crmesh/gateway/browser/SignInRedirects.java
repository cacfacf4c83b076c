package io.crmesh.gateway.browser;

import io.crmesh.gateway.browser.session.ExternalProfile;
import io.crmesh.gateway.browser.session.SessionConfiguration;
import io.crmesh.gateway.browser.session.SessionUser;
import io.crmesh.gateway.browser.session.UnavailablePage;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.access.CallerAuthenticator;
import io.crmesh.gateway.identity.access.UnauthenticatedEntryPoint;
import io.crmesh.gateway.identity.audit.AccessLog;
import io.crmesh.gateway.problem.Problems;
import io.crmesh.web.Problem;
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

/** Redirects browsers: to the sign-in if they are not signed in, and back to what they wanted. */
@Component
class SignInRedirects implements AuthenticationEntryPoint {

    private static final Logger log = LoggerFactory.getLogger(SignInRedirects.class);

    private final IdentitySettings settings;
    private final UnauthenticatedEntryPoint problemEntryPoint;
    private final Problems problems;
    private final AccessLog accessLog;
    private final UnavailablePage unavailablePage;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    SignInRedirects(
            IdentitySettings settings,
            UnauthenticatedEntryPoint problemEntryPoint,
            Problems problems,
            AccessLog accessLog,
            UnavailablePage unavailablePage) {
        this.settings = settings;
        this.problemEntryPoint = problemEntryPoint;
        this.problems = problems;
        this.accessLog = accessLog;
        this.unavailablePage = unavailablePage;
    }

    /** A page is shown after the sign-in; a script gets a problem. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason instanceof CallerAuthenticator.IdentityUnavailable) {
            log.warn(
                    "Callers cannot be authenticated: {}",
                    NestedExceptionUtils.getMostSpecificCause(reason).toString());
            unavailablePage.write(request, response);
        } else if (isScript(request)) {
            problemEntryPoint.commence(request, response, reason);
        } else if (isOtherLoopbackName(request)) {
            response.sendRedirect(settings.publicUrl() + request.getRequestURI());
        } else {
            response.sendRedirect(ReturnAddress.signInStart(request).toString());
        }
    }

    /** A machine has two loopback names, and cookies of one are not sent to the other. */
    private boolean isOtherLoopbackName(HttpServletRequest request) {
        var host = URI.create(settings.publicUrl()).getHost();
        var asked = request.getServerName();
        return !host.equals(asked) && isLoopback(host) && isLoopback(asked);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1");
    }

    private static boolean isScript(HttpServletRequest request) {
        return request.getRequestURI().startsWith(BrowserSecurityConfiguration.API);
    }

    /** The browser is sent to the issuer, and comes back afterwards. */
    void redirectToIssuer(HttpServletRequest request, HttpServletResponse response, String issuer) throws IOException {
        ReturnAddress.storePage(request);
        response.sendRedirect(issuer);
    }

    /** The issuer does not know yet who asks for a code. */
    void askForPassword(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        ReturnAddress.storeCode(request);
        response.sendRedirect(BrowserSecurityConfiguration.SIGN_IN);
    }

    /** The issuer has authenticated the user. */
    void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        var since = SessionUser.of(request, SessionUser.Stage.KNOWN_TO_ISSUER)
                .map(SessionUser::since)
                .orElseGet(clock::instant);
        new SessionUser(authentication.getName(), since).begin(SessionUser.Stage.SIGNED_IN, request);
        if (settings.external()) {
            ExternalProfile.store(authentication, request);
        }
        accessLog.signedIn(authentication.getName());
        response.sendRedirect(ReturnAddress.PAGE.take(request).orElse(BrowserSecurityConfiguration.CONSOLE));
    }

    /**
     * For example, the code was used before, or is older than 15 minutes. The reason may contain text of an attacker.
     */
    void signInFailed(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        log.info(
                "A browser came back from the issuer without a valid sign-in: {}",
                reason.getClass().getSimpleName());
        accessLog.returnFailed();
        response.sendRedirect(BrowserSecurityConfiguration.SIGN_IN + "?failed");
    }

    void issuerUnavailable(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        commence(request, response, new CallerAuthenticator.IdentityUnavailable(reason));
    }

    /** Usually a form that was open for too long. */
    void accessDenied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        if (!(reason instanceof CsrfException)) {
            problems.write(Problem.of(HttpStatus.NOT_FOUND), response);
        } else if (isScript(request)) {
            problems.write(
                    Problem.of(
                            HttpStatus.FORBIDDEN,
                            "forgery",
                            "Send the value of the cookie %s as the header X-XSRF-TOKEN, too"
                                    .formatted(SessionConfiguration.csrfCookie(settings))),
                    response);
        } else {
            var page = request.getRequestURI().startsWith(BrowserSecurityConfiguration.ACCOUNT)
                    ? BrowserSecurityConfiguration.ACCOUNT
                    : BrowserSecurityConfiguration.SIGN_IN;
            response.sendRedirect(page + "?failed");
        }
    }
}
