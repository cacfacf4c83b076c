package io.crmesh.gateway.browser;

import io.crmesh.gateway.browser.Pages.Notice;
import io.crmesh.gateway.browser.Pages.Page;
import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.Secrets;
import io.crmesh.gateway.identity.token.OwnTokenService;
import io.crmesh.gateway.identity.token.OwnTokenService.Outcome;
import io.crmesh.gateway.identity.token.OwnTokenService.TokenRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST controller for the pages on which users make personal access tokens. Existing tokens are on the account page.
 */
@RestController
@RequestMapping(OwnTokensController.PATH)
class OwnTokensController {

    static final String PATH = BrowserSecurityConfiguration.ACCOUNT + "/tokens";
    private static final TokenRequest DEFAULT = new TokenRequest("", Set.of(OwnTokenService.FULL), 30);

    /** A scope that may be ticked. */
    record Choice(String scope, boolean ticked) {}

    private final OwnTokenService tokens;
    private final Pages pages;

    OwnTokensController(OwnTokenService tokens, Pages pages) {
        this.tokens = tokens;
        this.pages = pages;
    }

    @GetMapping
    ResponseEntity<String> ask(HttpServletRequest request) {
        return form(DEFAULT, Notice.NONE, request);
    }

    @PostMapping
    ResponseEntity<String> make(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "") String form,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") Set<String> scopes,
            @RequestParam(defaultValue = "") String days,
            HttpServletRequest request) {
        var wanted = new TokenRequest(name.strip(), scopes, days.matches("\\d{1,4}") ? Integer.parseInt(days) : 0);
        return switch (tokens.make(caller, form, wanted)) {
            case Outcome.Made(var token) ->
                pages.show(
                        Page.TOKEN,
                        "newToken",
                        Notice.good("shownOnce"),
                        Map.of("token", token, "name", wanted.name()),
                        request);
            case Outcome.MadeBefore() -> form(DEFAULT, Notice.bad("madeBefore"), request);
            case Outcome.Invalid(var part) ->
                form(
                        wanted,
                        Notice.bad(
                                switch (part) {
                                    case NAME -> "unfitName";
                                    case SCOPES -> "unfitScopes";
                                    case DAYS -> "unfitDays";
                                }),
                        request);
        };
    }

    /** Each form makes one token, however often it is sent. */
    private ResponseEntity<String> form(TokenRequest wanted, Notice notice, HttpServletRequest request) {
        var choices = OwnTokenService.scopes().stream()
                .map(scope -> new Choice(scope, wanted.scopes().contains(scope)))
                .toList();
        Map<String, Object> values = Map.of(
                "form",
                Secrets.fresh(),
                "name",
                wanted.name(),
                "days",
                wanted.days() == 0 ? "" : wanted.days(),
                "whole",
                wanted.scopes().contains(OwnTokenService.FULL),
                "some",
                choices.stream().anyMatch(Choice::ticked),
                "choices",
                choices);
        return pages.show(Page.NEW_TOKEN, "newToken", notice, values, request);
    }

    @PostMapping("/revoke")
    ResponseEntity<String> revoke(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String id) {
        tokens.revoke(caller, id);
        return SignInController.seeOther(URI.create(BrowserSecurityConfiguration.ACCOUNT + "?revoked"));
    }
}
