package io.crmesh.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import io.crmesh.gateway.testing.BrowserTab;
import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.StubServices;
import io.crmesh.gateway.testing.TestClient;
import io.crmesh.gateway.testing.UserAdministration;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Users sign in with a password and a browser, which gets nothing but cookies. */
@GatewayTest
class BrowserSignInTest {

    private static final String PASSWORD = "four words are enough";

    @LocalServerPort
    int port;

    private JsonNode user;
    private BrowserTab tab;

    @BeforeEach
    void addUser() throws IOException, InterruptedException {
        StubServices.named("tickets").reset();
        await().untilAsserted(() -> assertThat(
                        administration().get("/api/users/usr_admin").statusCode())
                .isEqualTo(200));
        user = administration().addUser("SALES");
        tab = new BrowserTab(port);
    }

    @Test
    void newUserChoosesPasswordAndReturnsToWantedPage() throws IOException, InterruptedException {
        var temporary = administration().givePassword(user);

        assertThat(tab.open("/account?changed").body()).contains("name=\"password\"");
        assertThat(signIn(temporary).body()).contains("Choose a password");
        assertThat(choose("short", "short").body()).contains("at least 12");
        assertThat(choose(PASSWORD, PASSWORD + "x").body()).contains("not the same");
        assertThat(choose("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa").body()).contains("repeats");
        var same = choose(temporary, temporary);
        assertThat(same.statusCode()).isEqualTo(422);
        assertThat(same.body()).contains("the password that you have");
        assertThat(choose("my name is " + username(), "my name is " + username())
                        .body())
                .contains("must not contain your username");
        var account = choose(PASSWORD, PASSWORD);

        assertThat(account.statusCode()).isEqualTo(200);
        assertThat(account.body()).contains("Li", username(), "SALES", "Your password was changed");
        assertThat(administration().get("/api/users/" + id()).body()).contains("\"password\":\"CHOSEN\"");
    }

    @ParameterizedTest
    @CsvSource({"en, There is no page here", "zh-CN, 此处没有页面", "fr, There is no page here"})
    void browserAtUnknownAddressIsShownAPage(String language, String title) throws IOException, InterruptedException {
        var page = tab.in(language).open("/sign-in/nothing");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.body()).contains(title, "pages.css").doesNotContain("nothing");
    }

    @Test
    void signedInBrowserAtUnknownAddressIsShownAPageAndClientsGetAProblem() throws IOException, InterruptedException {
        var _ = signedIn();

        assertThat(tab.send(tab.to("/account/nothing").header("Accept", "text/html"))
                        .body())
                .contains("There is no page here");
        assertThat(tab.send(tab.to("/account/nothing")).body()).contains("urn:crm:problem:not-found");
        assertThat(tab.send(tab.to("/nothing")).statusCode()).isEqualTo(401);
    }

    @Test
    void noTokenReachesTheBrowser() throws IOException, InterruptedException {
        var account = signedIn();

        assertThat(tab.addresses()).anyMatch(address -> address.contains("code_challenge_method=S256"));
        assertThat(tab.cookies()).containsOnlyKeys("crm-session", "XSRF-TOKEN");
        assertThat(tab.cookies().toString() + tab.addresses() + account.body()).doesNotContain("eyJ", "access_token");
    }

    @Test
    void pageWithoutSignInBeginsNoSession() throws IOException, InterruptedException {
        var answer = tab.send(tab.to("/account?changed"));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/oauth2/authorization/crm?page=");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(each -> each.startsWith("crm-session"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//thief.example", "https://thief.example/account", "/%5Cthief.example", "/docs"})
    void signInNeverRedirectsToForeignAddress(String page) throws IOException, InterruptedException {
        var temporary = administration().givePassword(user);
        var _ = tab.open("/oauth2/authorization/crm?page=" + page);
        var _ = signIn(temporary);

        var _ = choose(PASSWORD, PASSWORD);

        assertThat(tab.addresses()).noneMatch(address -> address.contains("thief") || address.contains("/docs"));
        assertThat(tab.open("/account").body()).contains(username());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account", "/account/tokens", "/account/password", "/"})
    void tokenOpensNoPage(String page) throws IOException, InterruptedException {
        var answer = administration().get(page);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/oauth2/authorization/crm");
    }

    @Test
    void cookiesHaveSecureAttributes() throws IOException, InterruptedException {
        var answer = tab.send(tab.to("/oauth2/authorization/crm"));

        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(each -> each.startsWith("crm-session=") && each.contains("HttpOnly"))
                .allMatch(each -> each.contains("SameSite=") && each.contains("Path=/"));
    }

    @Test
    void serviceLearnsTheSignedInUser() throws IOException, InterruptedException, ParseException {
        var _ = signedIn();

        assertThat(tab.open("/api/tickets").statusCode()).isEqualTo(200);

        var seen = StubServices.named("tickets").seen().getFirst().headers();
        var token = seen.getOrDefault("Authorization", List.of()).getFirst();
        var claims = SignedJWT.parse(token.substring("Bearer ".length())).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(id());
        assertThat(claims.getStringListClaim("roles")).containsExactly("SALES");
        assertThat(seen).doesNotContainKey("Cookie");
    }

    @Test
    void crossSiteRequestIsRefused() throws IOException, InterruptedException {
        var _ = signedIn();
        var body = BodyPublishers.ofString("{}");

        var forged = tab.send(tab.to("/api/tickets").POST(body));
        var genuine = tab.send(tab.to("/api/tickets")
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", tab.cookies().getOrDefault("XSRF-TOKEN", ""))
                .POST(body));

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("urn:crm:problem:forgery");
        assertThat(genuine.statusCode()).isEqualTo(200);
        assertThat(tab.post("/sign-out", Map.of()).statusCode()).isEqualTo(302);
        assertThat(tab.open("/api/tickets").statusCode()).isEqualTo(200);
    }

    @Test
    void signOutEndsTheSession() throws IOException, InterruptedException {
        var _ = signedIn();
        var cookie = tab.cookies().get("crm-session");

        assertThat(tab.submit("/sign-out", Map.of()).body()).contains("You are signed out");

        var again = new BrowserTab(port);
        again.cookies().put("crm-session", cookie);
        assertThat(again.open("/api/tickets").statusCode()).isEqualTo(401);
        assertThat(again.open("/account").body()).contains("name=\"password\"");
    }

    @Test
    void sessionIdChangesWithSignIn() throws IOException, InterruptedException {
        var _ = tab.open("/account");
        var before = new BrowserTab(port);
        before.cookies().putAll(tab.cookies());

        var _ = signedIn();

        assertThat(before.cookies().get("crm-session")).isNotNull();
        assertThat(before.open("/api/tickets").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"{\"active\": false}", "password"})
    void lockedOutUserIsRefusedWithinSeconds(String how) throws IOException, InterruptedException {
        var _ = signedIn();
        assertThat(tab.open("/api/tickets").statusCode()).isEqualTo(200);

        if (how.equals("password")) {
            assertThat(administration().givePassword(user)).isNotEmpty();
        } else {
            assertThat(administration().change(user, how, "\"1\"").statusCode()).isEqualTo(200);
        }

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(tab.open("/api/tickets").statusCode()).isEqualTo(401));
        assertThat(tab.open("/account").body()).contains("name=\"password\"");
    }

    @Test
    void reactivatedUserHasToSignInAgain() throws IOException, InterruptedException {
        var _ = signedIn();
        assertThat(administration().change(user, "{\"active\": false}", "\"1\"").statusCode())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(tab.send(tab.to("/api/tickets")).statusCode())
                        .isEqualTo(401));
        var other = new BrowserTab(port);
        other.cookies().putAll(tab.cookies());

        assertThat(administration().change(user, "{\"active\": true}", "\"2\"").statusCode())
                .isEqualTo(200);

        assertThat(other.send(other.to("/api/tickets")).statusCode()).isEqualTo(401);
        assertThat(other.open("/account").body()).contains("name=\"password\"");
    }

    @Test
    void signInReplacesEarlierUser() throws IOException, InterruptedException {
        var _ = signedIn();
        var former = username();
        user = administration().addUser("AGENT");
        var temporary = administration().givePassword(user);

        var _ = tab.open("/sign-in");
        assertThat(signIn(temporary).body()).contains("Choose a password");
        assertThat(tab.send(tab.to("/api/tickets")).statusCode()).isEqualTo(401);
        var _ = tab.open("/sign-in/password");
        var _ = choose(PASSWORD, PASSWORD);

        assertThat(tab.open("/account").body()).contains(username()).doesNotContain(former);
    }

    @Test
    void passwordChangeEndsOtherSessions() throws IOException, InterruptedException {
        var _ = signedIn();
        var other = tab;
        tab = new BrowserTab(port);
        var _ = tab.open("/account");
        assertThat(signIn(PASSWORD).body()).contains("Li");

        var _ = tab.open("/account/password");
        var wrong = tab.submit("/account/password", password("wrong", PASSWORD + "!"));
        var changed = tab.submit("/account/password", password(PASSWORD, PASSWORD + "!"));

        assertThat(wrong.body()).contains("not your current password");
        assertThat(changed.body()).contains("Your password was changed");
        assertThat(tab.open("/api/tickets").statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(other.open("/api/tickets").statusCode()).isEqualTo(401));
    }

    @Test
    void failedSignInDoesNotRevealWhetherUserExists() throws IOException, InterruptedException {
        assertThat(administration().givePassword(user)).isNotEmpty();

        for (var name : List.of(username(), "nobody-" + UserAdministration.key(), "x".repeat(2_000), "")) {
            var _ = tab.open("/account");
            for (int i = 0; i < 5; i++) {
                var wrong = tab.submit("/sign-in", Map.of("username", name, "password", "x".repeat(300)));
                assertThat(wrong.statusCode()).isEqualTo(422);
                assertThat(wrong.body()).contains("do not go together");
            }
            var tooOften = tab.submit("/sign-in", Map.of("username", name, "password", "x"));
            assertThat(tooOften.statusCode()).isEqualTo(429);
        }
    }

    @Test
    void formWithoutValidCsrfTokenIsRefused() throws IOException, InterruptedException {
        var _ = tab.open("/sign-in");

        var answer = tab.post("/sign-in", Map.of("username", username(), "password", PASSWORD));

        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/sign-in?failed");
        assertThat(tab.open("/sign-in?failed").body()).contains("Please try once more");
    }

    @Test
    void passwordPageNeedsTemporaryPassword() throws IOException, InterruptedException {
        var _ = tab.open("/sign-in");

        var answer = choose(PASSWORD, PASSWORD);

        assertThat(answer.body()).contains("name=\"username\"").doesNotContain("Choose a password");
    }

    @Test
    void replacedTemporaryPasswordIsRefused() throws IOException, InterruptedException {
        var first = administration().givePassword(user);
        var _ = tab.open("/account");
        assertThat(signIn(first).body()).contains("Choose a password");

        assertThat(administration().givePassword(user)).isNotEqualTo(first);

        assertThat(choose(PASSWORD, PASSWORD).body())
                .contains("name=\"username\"")
                .doesNotContain("Choose a password");
        assertThat(administration().get("/api/users/" + id()).body()).contains("\"password\":\"TEMPORARY\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zh-CN,zh;q=0.9 | 登录
            zh-Hans        | 登录
            de,en;q=0.5    | Sign in
            *;q=nonsense   | Sign in
            """)
    void pagesAreShownInLanguageOfBrowser(String language, String word) throws IOException, InterruptedException {
        var page = tab.in(language).open("/sign-in");

        assertThat(page.body()).contains(">" + word + "</h1>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
    }

    private HttpResponse<String> signedIn() throws IOException, InterruptedException {
        var temporary = administration().givePassword(user);
        var _ = tab.open("/account");
        var _ = signIn(temporary);
        var account = choose(PASSWORD, PASSWORD);
        assertThat(account.body()).contains(username());
        return account;
    }

    private HttpResponse<String> signIn(String password) throws IOException, InterruptedException {
        return tab.submit("/sign-in", Map.of("username", username(), "password", password));
    }

    private HttpResponse<String> choose(String fresh, String again) throws IOException, InterruptedException {
        return tab.submit("/sign-in/password", Map.of("fresh", fresh, "again", again));
    }

    private static Map<String, String> password(String current, String fresh) {
        return Map.of("current", current, "fresh", fresh, "again", fresh);
    }

    private String username() {
        return user.path("username").asString();
    }

    private String id() {
        return user.path("id").asString();
    }

    private UserAdministration administration() {
        return new UserAdministration(new TestClient(port));
    }
}
