package io.crmesh.gateway.browser;

import io.crmesh.gateway.identity.Audit;
import io.crmesh.gateway.identity.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** People leave: here, and at the issuer if that is another one. */
@RestController
class SignOutController {

    private final Client client;
    private final Audit audit;

    SignOutController(Client client, Audit audit) {
        this.client = client;
        this.audit = audit;
    }

    @PostMapping(BrowserDoors.SIGN_OUT)
    ResponseEntity<String> signOut(@AuthenticationPrincipal Visitor visitor, HttpServletRequest request) {
        var idToken = KnownAs.of(request).flatMap(KnownAs::idToken);
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        audit.signedOut(visitor.id());
        var here = URI.create(BrowserDoors.SIGN_IN + "?out");
        return SignInController.seeOther(client.endOfSession(here, idToken).orElse(here));
    }
}
