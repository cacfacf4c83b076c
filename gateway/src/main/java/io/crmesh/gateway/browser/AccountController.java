package io.crmesh.gateway.browser;

import io.crmesh.gateway.browser.Pages.Notice;
import io.crmesh.gateway.browser.Pages.Page;
import io.crmesh.gateway.browser.session.ExternalProfile;
import io.crmesh.gateway.browser.session.SessionUser;
import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.password.PasswordService;
import io.crmesh.gateway.identity.password.PasswordService.CheckResult;
import io.crmesh.gateway.identity.password.PasswordService.PasswordFault;
import io.crmesh.gateway.identity.token.OwnTokenService;
import io.crmesh.gateway.identity.user.Accounts;
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

/** REST controller for the account pages: users see their account and change their password. */
@RestController
class AccountController {

    private static final URI ACCOUNT = URI.create(BrowserSecurityConfiguration.ACCOUNT);

    private final PasswordService passwords;
    private final Accounts accounts;
    private final Pages pages;
    private final OwnTokenService tokens;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    AccountController(PasswordService passwords, Accounts accounts, Pages pages, OwnTokenService tokens) {
        this.passwords = passwords;
        this.accounts = accounts;
        this.pages = pages;
        this.tokens = tokens;
    }

    /** Where there is no console. */
    @GetMapping(BrowserSecurityConfiguration.CONSOLE)
    ResponseEntity<String> start() {
        return SignInController.seeOther(ACCOUNT);
    }

    @GetMapping(BrowserSecurityConfiguration.ACCOUNT)
    ResponseEntity<String> show(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        var notice = switch (request.getQueryString()) {
            case "changed" -> Notice.good("changed");
            case "revoked" -> Notice.good("revoked");
            case "failed" -> Notice.failed();
            case null, default -> Notice.NONE;
        };
        var account = accounts.of(caller);
        var known = ExternalProfile.of(request);
        Map<String, Object> values = Map.of(
                "title", known.map(ExternalProfile::name).orElse(account.name()),
                "username", known.map(ExternalProfile::username).orElse(account.username()),
                "account", account,
                "ownTokens",
                        tokens.of(caller).map(each -> Map.of("list", each)).stream()
                                .toList());
        return pages.show(Page.ACCOUNT, "account", notice, values, request);
    }

    @GetMapping(BrowserSecurityConfiguration.ACCOUNT + "/password")
    ResponseEntity<String> askForPassword(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return page(caller, Notice.NONE, request);
    }

    @PostMapping(BrowserSecurityConfiguration.ACCOUNT + "/password")
    ResponseEntity<String> change(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "") String current,
            @RequestParam(name = "fresh", defaultValue = "") String chosen,
            @RequestParam(name = "again", defaultValue = "") String repeated,
            HttpServletRequest request) {
        if (!chosen.equals(repeated)) {
            return page(caller, Notice.bad("different"), request);
        }
        return switch (passwords.checkSignedIn(caller.id(), current)) {
            case CheckResult.Correct(var user) -> change(user, chosen, caller, request);
            case CheckResult.Temporary _, CheckResult.Wrong _ -> page(caller, Notice.bad("wrongCurrent"), request);
            case CheckResult.TooManyAttempts _ ->
                page(caller, Notice.bad(HttpStatus.TOO_MANY_REQUESTS, "often"), request);
        };
    }

    /** Ends all other sessions of this user. */
    private ResponseEntity<String> change(String user, String chosen, Caller caller, HttpServletRequest request) {
        var fault = passwords.choose(user, chosen);
        if (fault.isPresent()) {
            return page(caller, notice(fault.get()), request);
        }
        var now = new SessionUser(user, clock.instant());
        now.begin(SessionUser.Stage.KNOWN_TO_ISSUER, request);
        now.begin(SessionUser.Stage.SIGNED_IN, request);
        return SignInController.seeOther(URI.create(BrowserSecurityConfiguration.ACCOUNT + "?changed"));
    }

    static Notice notice(PasswordFault fault) {
        return Notice.bad(fault.name().toLowerCase(Locale.ROOT));
    }

    private ResponseEntity<String> page(Caller caller, Notice notice, HttpServletRequest request) {
        var username = accounts.of(caller).username();
        return pages.show(
                Page.CHOOSE,
                "changePassword",
                notice,
                Map.of(
                        "action",
                        BrowserSecurityConfiguration.ACCOUNT + "/password",
                        "username",
                        username,
                        "current",
                        true),
                request);
    }

    @ExceptionHandler
    ResponseEntity<String> overloaded(
            PasswordService.Busy overloaded, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return page(caller, Notice.bad(HttpStatus.SERVICE_UNAVAILABLE, "busy"), request);
    }
}
