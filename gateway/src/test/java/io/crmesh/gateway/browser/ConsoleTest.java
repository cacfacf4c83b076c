package io.crmesh.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.gateway.testing.BrowserTab;
import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.TestClient;
import io.crmesh.gateway.testing.UserAdministration;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The console is one page at all addresses that belong to nothing else, and files that never change. */
@GatewayTest
class ConsoleTest {

    private static final String TITLE = "The console under test";
    private static final String PASSWORD = "four words are enough";

    @LocalServerPort
    int port;

    private BrowserTab tab;

    @BeforeEach
    void openTab() {
        tab = new BrowserTab(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/customers?stage=LEAD&sort=-name", "/customers/cus_1?asOf=2026-03-03T10:00Z", "/nothing"})
    void signInLeadsToTheConsoleAtTheAddressThatWasAskedFor(String address) throws IOException, InterruptedException {
        var page = signInAt(address);

        assertThat(tab.addresses().getLast()).isEqualTo(address);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(TITLE);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow())
                .isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void pageNeedsASignIn() throws IOException, InterruptedException {
        var answer = tab.send(tab.to("/customers").header("Accept", "text/html"));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .endsWith("/oauth2/authorization/crm?page=%2Fcustomers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/nothing", "/api-docs/nothing", "/assets/nothing.js", "/account/nothing", "/u/nothing"})
    void addressOfSomethingElseIsNeverTheConsole(String address) throws IOException, InterruptedException {
        var _ = signInAt("/");

        assertThat(tab.open(address).body()).doesNotContain(TITLE);
    }

    @Test
    void scriptAtAnUnknownAddressGetsAProblem() throws IOException, InterruptedException {
        assertThat(tab.send(tab.to("/customers")).statusCode()).isEqualTo(401);
    }

    @Test
    void fileIsKeptForAYearAndComesCompressed() throws IOException, InterruptedException {
        var plain = tab.send(tab.to("/assets/app-1.js"));
        var compressed = tab.send(tab.to("/assets/app-1.js").header("Accept-Encoding", "gzip"));

        assertThat(plain.body()).contains("console.log");
        assertThat(plain.headers().allValues("Cache-Control")).containsExactly("max-age=31536000, public, immutable");
        assertThat(plain.headers().firstValue("Content-Type").orElseThrow()).contains("javascript");
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(compressed.headers().firstValue("Vary").orElseThrow()).contains("Accept-Encoding");
    }

    @Test
    void scriptThatSignsOutIsToldWhereToGo() throws IOException, InterruptedException {
        var _ = signInAt("/");

        var answer = tab.send(tab.to("/sign-out")
                .header("Accept", "application/json")
                .header("X-XSRF-TOKEN", tab.cookies().getOrDefault("XSRF-TOKEN", ""))
                .POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"next\":\"/sign-in?out\"}");
        assertThat(tab.open("/api/tickets").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> signInAt(String address) throws IOException, InterruptedException {
        var administration = new UserAdministration(new TestClient(port));
        await().untilAsserted(() -> assertThat(
                        administration.get("/api/users/usr_admin").statusCode())
                .isEqualTo(200));
        var user = administration.addUser("SALES");
        var temporary = administration.givePassword(user);
        var _ = tab.open(address);
        var _ = tab.submit("/sign-in", Map.of("username", user.path("username").asString(), "password", temporary));
        return tab.submit("/sign-in/password", Map.of("fresh", PASSWORD, "again", PASSWORD));
    }
}
