package io.crmesh.gateway.browser;

import io.crmesh.gateway.browser.Pages.Notice;
import io.crmesh.gateway.browser.Pages.Page;
import io.crmesh.gateway.identity.Accounts;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.PasswordDesk;
import io.crmesh.gateway.identity.PasswordDesk.Answer;
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

/** The page on which the issuer that comes along asks for a password, and what happens with it. */
@RestController
@RequestMapping(BrowserDoors.SIGN_IN)
class SignInController {

    private static final URI CHOOSE = URI.create(BrowserDoors.SIGN_IN + "/password");

    private final PasswordDesk desk;
    private final Accounts accounts;
    private final Pages pages;
    private final boolean external;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    SignInController(PasswordDesk desk, Accounts accounts, Pages pages, IdentitySettings settings) {
        this.desk = desk;
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
                ? seeOther(URI.create(BrowserDoors.BEGIN))
                : pages.show(Page.ELSEWHERE, "signIn", notice, Map.of(), request);
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
        return switch (desk.check(username, password)) {
            case Answer.Right(var user) -> goOn(user, request);
            case Answer.Temporary(var user) -> {
                begin(user, Person.As.CHOOSING, request);
                yield seeOther(CHOOSE);
            }
            case Answer.Wrong() -> page(Notice.bad("wrong"), username, request);
            case Answer.TooOften() -> page(Notice.bad(HttpStatus.TOO_MANY_REQUESTS, "often"), username, request);
        };
    }

    /** Back to where the issuer was asked who this is; who came here by themselves goes home, and is asked on the way. */
    private ResponseEntity<String> goOn(String user, HttpServletRequest request) {
        begin(user, Person.As.KNOWN_TO_ISSUER, request);
        return seeOther(URI.create(Wanted.CODE.take(request).orElse(BrowserDoors.HOME)));
    }

    /** Whoever used this browser before, and however far they came, is not there any more. */
    private void begin(String user, Person.As what, HttpServletRequest request) {
        for (var each : Person.As.values()) {
            Person.end(each, request);
        }
        new Person(user, clock.instant()).begin(what, request);
    }

    @GetMapping("/password")
    ResponseEntity<String> askToChoose(HttpServletRequest request) {
        return choosing(request)
                .map(user -> choosePage(user, Notice.NONE, request))
                .orElseGet(SignInController::fromTheBeginning);
    }

    /** Whoever was given a password chooses one of their own before anything else. */
    @PostMapping("/password")
    ResponseEntity<String> choose(
            @RequestParam(defaultValue = "") String fresh,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request) {
        var user = choosing(request).orElse(null);
        if (user == null) {
            return fromTheBeginning();
        }
        if (!fresh.equals(again)) {
            return choosePage(user, Notice.bad("different"), request);
        }
        var unfit = desk.choose(user, fresh);
        if (unfit.isPresent()) {
            return choosePage(user, AccountController.notice(unfit.get()), request);
        }
        return goOn(user, request);
    }

    private Optional<String> choosing(HttpServletRequest request) {
        return Person.of(request, Person.As.CHOOSING)
                .filter(person -> desk.hasToChoose(person.id(), person.since()))
                .map(Person::id);
    }

    private static ResponseEntity<String> fromTheBeginning() {
        return seeOther(URI.create(BrowserDoors.SIGN_IN));
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
    ResponseEntity<String> busy(PasswordDesk.Busy busy, HttpServletRequest request) {
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

    static ResponseEntity<String> seeOther(URI place) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(place).build();
    }
}
