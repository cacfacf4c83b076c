package io.crmesh.gateway.browser;

import io.crmesh.gateway.browser.Pages.Notice;
import io.crmesh.gateway.browser.Pages.Page;
import io.crmesh.gateway.identity.Accounts;
import io.crmesh.gateway.identity.OwnTokens;
import io.crmesh.gateway.identity.PasswordDesk;
import io.crmesh.gateway.identity.PasswordDesk.Answer;
import io.crmesh.gateway.identity.PasswordDesk.Unfit;
import io.crmesh.gateway.identity.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people do with their own account: look at it, change the password. */
@RestController
class AccountController {

    private static final URI HOME = URI.create(BrowserDoors.HOME);

    private final PasswordDesk desk;
    private final Accounts accounts;
    private final Pages pages;
    private final OwnTokens tokens;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    AccountController(PasswordDesk desk, Accounts accounts, Pages pages, OwnTokens tokens) {
        this.desk = desk;
        this.accounts = accounts;
        this.pages = pages;
        this.tokens = tokens;
    }

    @GetMapping("/")
    ResponseEntity<String> begin() {
        return SignInController.seeOther(HOME);
    }

    @GetMapping(BrowserDoors.HOME)
    ResponseEntity<String> show(@AuthenticationPrincipal Visitor visitor, HttpServletRequest request) {
        var notice = switch (request.getQueryString()) {
            case "changed" -> Notice.good("changed");
            case "revoked" -> Notice.good("revoked");
            case "failed" -> Notice.failed();
            case null, default -> Notice.NONE;
        };
        var account = accounts.of(visitor);
        var known = KnownAs.of(request);
        Map<String, Object> values = Map.of(
                "title", known.map(KnownAs::name).orElse(account.name()),
                "username", known.map(KnownAs::username).orElse(account.username()),
                "account", account,
                "ownTokens",
                        tokens.of(visitor).map(each -> Map.of("list", each)).stream()
                                .toList());
        return pages.show(Page.ACCOUNT, "account", notice, values, request);
    }

    @GetMapping(BrowserDoors.HOME + "/password")
    ResponseEntity<String> askForPassword(@AuthenticationPrincipal Visitor visitor, HttpServletRequest request) {
        return page(visitor, Notice.NONE, request);
    }

    @PostMapping(BrowserDoors.HOME + "/password")
    ResponseEntity<String> change(
            @AuthenticationPrincipal Visitor visitor,
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String fresh,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request) {
        if (!fresh.equals(again)) {
            return page(visitor, Notice.bad("different"), request);
        }
        return switch (desk.checkAgain(visitor.id(), current)) {
            case Answer.Right(var user) -> change(user, fresh, visitor, request);
            case Answer.Temporary _, Answer.Wrong _ -> page(visitor, Notice.bad("wrongCurrent"), request);
            case Answer.TooOften _ -> page(visitor, Notice.bad(HttpStatus.TOO_MANY_REQUESTS, "often"), request);
        };
    }

    /** Everybody else who is signed in as this user is so no more. */
    private ResponseEntity<String> change(String user, String fresh, Visitor visitor, HttpServletRequest request) {
        var unfit = desk.choose(user, fresh);
        if (unfit.isPresent()) {
            return page(visitor, notice(unfit.get()), request);
        }
        var now = new Person(user, clock.instant());
        now.begin(Person.As.KNOWN_TO_ISSUER, request);
        now.begin(Person.As.SIGNED_IN, request);
        return SignInController.seeOther(URI.create(BrowserDoors.HOME + "?changed"));
    }

    static Notice notice(Unfit unfit) {
        return Notice.bad(unfit.name().toLowerCase(Locale.ROOT));
    }

    private ResponseEntity<String> page(Visitor visitor, Notice notice, HttpServletRequest request) {
        var username = accounts.of(visitor).username();
        return pages.show(
                Page.CHOOSE,
                "changePassword",
                notice,
                Map.of("action", BrowserDoors.HOME + "/password", "username", username, "current", true),
                request);
    }

    @ExceptionHandler
    ResponseEntity<String> busy(
            PasswordDesk.Busy busy, @AuthenticationPrincipal Visitor visitor, HttpServletRequest request) {
        return page(visitor, Notice.bad(HttpStatus.SERVICE_UNAVAILABLE, "busy"), request);
    }
}
