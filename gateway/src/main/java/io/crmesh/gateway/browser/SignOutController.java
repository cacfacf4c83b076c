package io.crmesh.gateway.browser;

import io.crmesh.gateway.browser.session.ExternalProfile;
import io.crmesh.gateway.browser.session.GatewayClient;
import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.audit.AccessLog;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST controller that signs users out, also at an external issuer. */
@RestController
class SignOutController {

    private final GatewayClient client;
    private final AccessLog accessLog;

    SignOutController(GatewayClient client, AccessLog accessLog) {
        this.client = client;
        this.accessLog = accessLog;
    }

    /** A script cannot follow a redirect to another host, so it is told the address. */
    record SignedOut(URI next) {}

    @PostMapping(BrowserSecurityConfiguration.SIGN_OUT)
    ResponseEntity<?> signOut(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        var idToken = ExternalProfile.of(request).flatMap(ExternalProfile::idToken);
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        accessLog.signedOut(caller.id());
        var signInPage = URI.create(BrowserSecurityConfiguration.SIGN_IN + "?out");
        var next = client.signOutAddress(signInPage, idToken).orElse(signInPage);
        return MediaType.APPLICATION_JSON_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT))
                ? ResponseEntity.ok(new SignedOut(next))
                : SignInController.seeOther(next);
    }
}
