package io.crmesh.gateway.browser;

import io.crmesh.gateway.browser.Pages.Notice;
import io.crmesh.gateway.browser.Pages.Page;
import io.crmesh.gateway.browser.session.SessionUser;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.password.PasswordService;
import io.crmesh.gateway.identity.password.PasswordService.CheckResult;
import io.crmesh.gateway.identity.user.Accounts;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for the sign-in page of the built-in issuer. */
@RestController
@RequestMapping(BrowserSecurityConfiguration.SIGN_IN)
class SignInController {

    private static final URI CHOOSE = URI.create(BrowserSecurityConfiguration.SIGN_IN + "/password");

    private final PasswordService passwords;
    private final Accounts accounts;
    private final Pages pages;
    private final boolean external;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    SignInController(PasswordService passwords, Accounts accounts, Pages pages, IdentitySettings settings) {
        this.passwords = passwords;
        this.accounts = accounts;
        this.pages = pages;
        this.external = settings.external();
    }

    @GetMapping
    ResponseEntity<String> ask(HttpServletRequest request) {
        var notice = notice(request.getQueryString());
        if (!external) {
            return page(notice, "", request);
        }
        return notice.equals(Notice.NONE)
                ? seeOther(URI.create(BrowserSecurityConfiguration.SIGN_IN_START))
                : pages.show(Page.EXTERNAL_ISSUER, "signIn", notice, Map.of(), request);
    }

    private static Notice notice(String query) {
        return switch (query) {
            case "failed" -> Notice.failed();
            case "out" -> Notice.good("signedOut");
            case null, default -> Notice.NONE;
        };
    }

    @PostMapping
    ResponseEntity<String> check(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request) {
        if (external) {
            return ResponseEntity.notFound().build();
        }
        return switch (passwords.check(username, password)) {
            case CheckResult.Correct(var user) -> resume(user, request);
            case CheckResult.Temporary(var user) -> {
                beginStage(user, SessionUser.Stage.CHOOSING, request);
                yield seeOther(CHOOSE);
            }
            case CheckResult.Wrong() -> page(Notice.bad("wrong"), username, request);
            case CheckResult.TooManyAttempts() ->
                page(Notice.bad(HttpStatus.TOO_MANY_REQUESTS, "often"), username, request);
        };
    }

    /** Back to where the issuer asked for a password. Without such a place, the console starts the sign-in. */
    private ResponseEntity<String> resume(String user, HttpServletRequest request) {
        beginStage(user, SessionUser.Stage.KNOWN_TO_ISSUER, request);
        return seeOther(URI.create(ReturnAddress.CODE.take(request).orElse(BrowserSecurityConfiguration.CONSOLE)));
    }

    /** Forgets earlier users of this browser, however far their sign-in came. */
    private void beginStage(String user, SessionUser.Stage stage, HttpServletRequest request) {
        for (var each : SessionUser.Stage.values()) {
            SessionUser.end(each, request);
        }
        new SessionUser(user, clock.instant()).begin(stage, request);
    }

    @GetMapping("/password")
    ResponseEntity<String> askToChoose(HttpServletRequest request) {
        return userWhoChooses(request)
                .map(user -> choosePage(user, Notice.NONE, request))
                .orElseGet(SignInController::startAgain);
    }

    /** A user with a temporary password chooses another one before anything else. */
    @PostMapping("/password")
    ResponseEntity<String> choose(
            @RequestParam(name = "fresh", defaultValue = "") String chosen,
            @RequestParam(name = "again", defaultValue = "") String repeated,
            HttpServletRequest request) {
        var user = userWhoChooses(request).orElse(null);
        if (user == null) {
            return startAgain();
        }
        if (!chosen.equals(repeated)) {
            return choosePage(user, Notice.bad("different"), request);
        }
        var fault = passwords.choose(user, chosen);
        if (fault.isPresent()) {
            return choosePage(user, AccountController.notice(fault.get()), request);
        }
        return resume(user, request);
    }

    private Optional<String> userWhoChooses(HttpServletRequest request) {
        return SessionUser.of(request, SessionUser.Stage.CHOOSING)
                .filter(person -> passwords.hasToChoose(person.id(), person.since()))
                .map(SessionUser::id);
    }

    private static ResponseEntity<String> startAgain() {
        return seeOther(URI.create(BrowserSecurityConfiguration.SIGN_IN));
    }

    private ResponseEntity<String> page(Notice notice, String username, HttpServletRequest request) {
        return pages.show(Page.SIGN_IN, "signIn", notice, Map.of("username", username), request);
    }

    private ResponseEntity<String> choosePage(String user, Notice notice, HttpServletRequest request) {
        var username = accounts.of(user).map(Accounts.Account::username).orElse("");
        return pages.show(
                Page.CHOOSE, "choose", notice, Map.of("action", CHOOSE.toString(), "username", username), request);
    }

    @ExceptionHandler
    ResponseEntity<String> overloaded(PasswordService.Busy overloaded, HttpServletRequest request) {
        return page(Notice.bad(HttpStatus.SERVICE_UNAVAILABLE, "busy"), "", request);
    }

    @GetMapping("/pages.css")
    ResponseEntity<Resource> style() {
        return file("pages.css", MediaType.valueOf("text/css"));
    }

    @GetMapping("/icon.svg")
    ResponseEntity<Resource> icon() {
        return file("icon.svg", MediaType.valueOf("image/svg+xml"));
    }

    private static ResponseEntity<Resource> file(String name, MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .header("Cache-Control", "max-age=3600")
                .body(new ClassPathResource("pages/" + name));
    }

    static ResponseEntity<String> seeOther(URI address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(address).build();
    }
}
