package io.crmesh.gateway.identity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.IssuerUnderTest;
import io.crmesh.gateway.testing.TestClient;
import io.crmesh.gateway.testing.UserAdministration;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** What the services ask the gateway about users and teams. */
@GatewayTest
class InternalUsersTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    int port;

    @BeforeEach
    void awaitFirstAdministrator() {
        await().untilAsserted(() ->
                assertThat(client().get("/api/users/usr_admin").statusCode()).isEqualTo(200));
    }

    @Test
    void serviceLearnsWhichUsersAndTeamsExist() throws IOException, InterruptedException {
        var team = id(changed("POST", "/api/teams", "*", "{\"name\": \"%s\"}".formatted(UserAdministration.key())));

        assertThat(asked("owners:read", "/internal/users/known?id=usr_admin").body())
                .isEqualTo("{\"known\":true}");
        assertThat(asked("owners:read", "/internal/teams/known?id=" + team).body())
                .isEqualTo("{\"known\":true}");
        for (var id : new String[] {"usr_nobody", "..%2F..", "", team}) {
            assertThat(asked("owners:read", "/internal/users/known?id=" + id).body())
                    .isEqualTo("{\"known\":false}");
        }
    }

    @Test
    void serviceLearnsTheAddressOfAnActiveUser() throws IOException, InterruptedException {
        var user = id(changed("POST", "/api/users", "*", """
                {"username": "%s", "name": "Ann", "email": "ann@example.org", "roles": ["AGENT"]}""".formatted(UserAdministration.key())));
        var question = "/internal/users/email?id=" + user;

        assertThat(asked("contacts:read", question).body()).isEqualTo("{\"email\":\"ann@example.org\"}");

        var path = "/api/users/" + user;
        assertThat(changed("PATCH", path, "\"1\"", "{\"email\": \"a@example.net\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(asked("contacts:read", question).body()).isEqualTo("{\"email\":\"a@example.net\"}");
        assertThat(changed("PATCH", path, "\"2\"", "{\"active\": false}").statusCode())
                .isEqualTo(200);
        assertThat(asked("contacts:read", question).body()).isEqualTo("{}");
        assertThat(changed("PATCH", path, "\"3\"", "{\"email\": \"\", \"active\": true}")
                        .body())
                .doesNotContain("email");
        assertThat(asked("contacts:read", question).body()).isEqualTo("{}");
    }

    @Test
    void textThatIsNoAddressIsRefused() throws IOException, InterruptedException {
        var refused = changed("POST", "/api/users", "*", """
                {"username": "%s", "name": "Ann", "email": "ann", "roles": ["AGENT"]}""".formatted(UserAdministration.key()));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("\"field\":\"email\"");
    }

    private HttpResponse<String> asked(String scope, String path) throws IOException, InterruptedException {
        var token = IssuerUnderTest.signed(IssuerUnderTest.claims("a-service", "SERVICE")
                .claim("scope", scope)
                .build());
        var answer = client().send(client().unauthenticated(path).header("Authorization", "Bearer " + token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private HttpResponse<String> changed(String method, String path, String version, String body)
            throws IOException, InterruptedException {
        return client().send(client().to(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UserAdministration.key())
                .header("If-Match", version)
                .method(method, BodyPublishers.ofString(body)));
    }

    private static String id(HttpResponse<String> made) {
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body()).path("id").asString();
    }

    private TestClient client() {
        return new TestClient(port);
    }
}
