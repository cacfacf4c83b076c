package io.crmesh.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.gateway.testing.BrowserTab;
import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.IssuerUnderTest;
import io.crmesh.gateway.testing.StubServices;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;

/** While the database is unavailable, browsers are shown a page and API clients get a problem. */
@GatewayTest
@ContextConfiguration(initializers = {StubServices.class, IssuerUnderTest.class, DatabaseUnavailableTest.Nowhere.class})
class DatabaseUnavailableTest {

    static final class Nowhere implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "nowhere",
                            Map.of(
                                    "spring.mongodb.uri",
                                    "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100",
                                    "crm.audit.spool",
                                    IssuerUnderTest.secrets()
                                            .resolveSibling("other-spool")
                                            .toString())));
        }
    }

    @LocalServerPort
    int port;

    private BrowserTab tab;

    @BeforeEach
    void open() {
        tab = new BrowserTab(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account", "/api/tickets", "/sign-in/password", "/oauth2/authorize?client_id=gateway"})
    void browserWithSessionIsShownUnavailablePage(String path) throws IOException, InterruptedException {
        tab.cookies().put("crm-session", "something");

        var page = tab.send(tab.to(path).header("Accept", "text/html,*/*;q=0.8"));

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow())
                .isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(page.body()).contains("try again shortly", "请稍后再试");
    }

    @Test
    void apiClientGetsProblem() throws IOException, InterruptedException {
        tab.cookies().put("crm-session", "something");

        var answer = tab.send(tab.to("/api/tickets"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("urn:crm:problem:unavailable");
    }

    @Test
    void signInIsShownUnavailablePage() throws IOException, InterruptedException {
        var form = tab.open("/sign-in").body().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");

        var page = tab.send(tab.to("/sign-in")
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=li&password=x&_csrf=" + form)));

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("try again shortly");
    }
}
