package io.crmesh.gateway.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.gateway.testing.BrowserTab;
import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.StubServices;
import io.crmesh.gateway.testing.TestClient;
import io.crmesh.gateway.testing.UserAdministration;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Users make and revoke their own access tokens with a browser. */
@GatewayTest
class OwnTokensTest {

    private static final String PASSWORD = "four words are enough";
    private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("crm_[A-Za-z0-9_-]{43}");
    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    private JsonNode user;
    private BrowserTab tab;

    @BeforeEach
    void signIn() throws IOException, InterruptedException {
        StubServices.named("tickets").reset();
        await().untilAsserted(() -> assertThat(
                        administration().get("/api/users/usr_admin").statusCode())
                .isEqualTo(200));
        user = administration().addUser("SALES");
        tab = new BrowserTab(port);
        var temporary = administration().givePassword(user);
        var _ = tab.open("/account");
        var _ = tab.submit("/sign-in", Map.of("username", user.path("username").asString(), "password", temporary));
        var _ = tab.submit("/sign-in/password", Map.of("fresh", PASSWORD, "again", PASSWORD));
    }

    @Test
    void tokenIsMadeShownOnceUsedAndRevoked() throws IOException, InterruptedException {
        var form = form();
        var made = tab.submit("/account/tokens", form).body();
        var token = first(TOKEN, made);
        assertThat(made).contains("shown only this once", "reports");
        assertThat(administration().as(token, "/api/tickets").statusCode()).isEqualTo(200);
        assertThat(administration().as(token, "/api/users/me").body())
                .contains(user.path("id").asString());

        var account = tab.open("/account").body();

        assertThat(account).contains("reports", "tickets:read", "last used").doesNotContain(token, "not used yet");
        var revoked = tab.submit("/account/tokens/revoke", Map.of("id", first(ID, account)));
        assertThat(revoked.body()).contains("The token was revoked").doesNotContain("reports");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(
                                administration().as(token, "/api/tickets").statusCode())
                        .isEqualTo(401));
        await().untilAsserted(() -> assertThat(administration()
                        .get("/api/audit/gateway?action=TOKEN&record="
                                + user.path("id").asString())
                        .body())
                .containsSubsequence("POST /account/tokens", "POST /account/tokens/revoke"));
    }

    @Test
    void signedInBrowserManagesTokensThroughTheApi() throws IOException, InterruptedException {
        var body = "{\"name\": \"x\", \"scopes\": [\"tickets:read\"]}";

        var made = tab.send(tab.to("/api/users/me/tokens")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UserAdministration.key())
                .header("X-XSRF-TOKEN", tab.cookies().getOrDefault("XSRF-TOKEN", ""))
                .POST(BodyPublishers.ofString(body)));

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(tab.open("/api/users/me/tokens").body()).contains("tickets:read");
    }

    @Test
    void formSentTwiceMakesOneToken() throws IOException, InterruptedException {
        var form = form();
        assertThat(tab.submit("/account/tokens", form).statusCode()).isEqualTo(200);
        var _ = tab.open("/account/tokens");

        var again = tab.submit("/account/tokens", form);

        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("was made before");
        assertThat(tab.open("/account").body()).containsOnlyOnce("<strong>reports</strong>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name   | ''           | needs a name
            scopes | ''           | Choose what
            scopes | customers:fly | Choose what
            scopes | crm,orders:read | Choose what
            days   | 0            | 1 to 365
            days   | 366          | 1 to 365
            days   | soon         | 1 to 365
            """)
    void invalidInputIsExplained(String field, String value, String message) throws IOException, InterruptedException {
        var body = new HashMap<>(form());
        body.put(field, value);

        var answer = tab.submit("/account/tokens", body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains(message);
        assertThat(tab.open("/account").body()).doesNotContain("<strong>");
    }

    @Test
    void tokenOfAnotherUserIsNotRevoked() throws IOException, InterruptedException {
        var other = administration().addUser("SALES").path("id").asString();
        var made = administration().makeToken(other, "crm");
        var _ = tab.open("/account/tokens");

        var _ = tab.submit(
                "/account/tokens/revoke", Map.of("id", made.path("id").asString()));
        var forged = tab.post("/account/tokens", Map.of("name", "x", "scopes", "crm", "days", "1"));

        assertThat(administration()
                        .as(made.path("token").asString(), "/api/users/me")
                        .statusCode())
                .isEqualTo(200);
        assertThat(forged.headers().firstValue("Location").orElseThrow()).endsWith("/account?failed");
    }

    private Map<String, String> form() throws IOException, InterruptedException {
        var page = tab.open("/account/tokens").body();
        return Map.of("form", first(FORM, page), "name", "reports", "scopes", "tickets:read", "days", "7");
    }

    private static String first(Pattern pattern, String page) {
        var found = pattern.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.groupCount() == 0 ? found.group() : found.group(1);
    }

    private UserAdministration administration() {
        return new UserAdministration(new TestClient(port));
    }
}
