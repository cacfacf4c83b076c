package io.crmesh.gateway.browser;

import io.crmesh.gateway.browser.Pages.Notice;
import io.crmesh.gateway.browser.Pages.Page;
import io.crmesh.gateway.identity.OwnTokens;
import io.crmesh.gateway.identity.OwnTokens.Outcome;
import io.crmesh.gateway.identity.OwnTokens.Wish;
import io.crmesh.gateway.identity.Secrets;
import io.crmesh.gateway.identity.Visitor;
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

/** The pages on which people make personal access tokens of their own; those they have stand with their account. */
@RestController
@RequestMapping(OwnTokensController.PATH)
class OwnTokensController {

    static final String PATH = BrowserDoors.HOME + "/tokens";
    private static final Wish USUAL = new Wish("", Set.of(OwnTokens.WHOLE), 30);

    /** A permission that may be ticked. */
    record Choice(String scope, boolean ticked) {}

    private final OwnTokens tokens;
    private final Pages pages;

    OwnTokensController(OwnTokens tokens, Pages pages) {
        this.tokens = tokens;
        this.pages = pages;
    }

    @GetMapping
    ResponseEntity<String> ask(HttpServletRequest request) {
        return form(USUAL, Notice.NONE, request);
    }

    @PostMapping
    ResponseEntity<String> make(
            @AuthenticationPrincipal Visitor visitor,
            @RequestParam(defaultValue = "") String form,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") Set<String> scopes,
            @RequestParam(defaultValue = "") String days,
            HttpServletRequest request) {
        var wish = new Wish(name.strip(), scopes, days.matches("\\d{1,4}") ? Integer.parseInt(days) : 0);
        return switch (tokens.make(visitor, form, wish)) {
            case Outcome.Made(var token) ->
                pages.show(
                        Page.TOKEN,
                        "newToken",
                        Notice.good("shownOnce"),
                        Map.of("token", token, "name", wish.name()),
                        request);
            case Outcome.MadeBefore() -> form(USUAL, Notice.bad("madeBefore"), request);
            case Outcome.Unfit(var fault) ->
                form(
                        wish,
                        Notice.bad(
                                switch (fault) {
                                    case NAME -> "unfitName";
                                    case SCOPES -> "unfitScopes";
                                    case DAYS -> "unfitDays";
                                }),
                        request);
        };
    }

    /** Each form makes one token, however often it is sent. */
    private ResponseEntity<String> form(Wish wish, Notice notice, HttpServletRequest request) {
        var choices = OwnTokens.scopes().stream()
                .map(scope -> new Choice(scope, wish.scopes().contains(scope)))
                .toList();
        Map<String, Object> values = Map.of(
                "form",
                Secrets.fresh(),
                "name",
                wish.name(),
                "days",
                wish.days() == 0 ? "" : wish.days(),
                "whole",
                wish.scopes().contains(OwnTokens.WHOLE),
                "some",
                choices.stream().anyMatch(Choice::ticked),
                "choices",
                choices);
        return pages.show(Page.NEW_TOKEN, "newToken", notice, values, request);
    }

    @PostMapping("/revoke")
    ResponseEntity<String> revoke(
            @AuthenticationPrincipal Visitor visitor, @RequestParam(defaultValue = "") String id) {
        tokens.revoke(visitor, id);
        return SignInController.seeOther(URI.create(BrowserDoors.HOME + "?revoked"));
    }
}
