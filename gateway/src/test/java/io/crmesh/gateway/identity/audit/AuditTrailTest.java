package io.crmesh.gateway.identity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.gateway.testing.BrowserTab;
import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.IssuerUnderTest;
import io.crmesh.gateway.testing.TestClient;
import io.crmesh.gateway.testing.UserAdministration;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Sign-ins, failed ones, changes of permissions and accesses are recorded in the audit trail. */
@GatewayTest
class AuditTrailTest {

    private static final String TRAIL = "/api/audit/gateway";
    private static final String PASSWORD = "a canary sits in this password";

    @LocalServerPort
    int port;

    @BeforeEach
    void awaitFirstAdministrator() {
        await().untilAsserted(() -> assertThat(
                        administration().get("/api/users/usr_admin").statusCode())
                .isEqualTo(200));
    }

    @Test
    void signInFailedSignInAndSignOutAreRecorded() throws IOException, InterruptedException {
        var user = administration().addUser("SALES");
        var id = user.path("id").asString();
        var name = user.path("username").asString();
        var tab = new BrowserTab(port);
        var temporary = administration().givePassword(user);
        var _ = tab.open("/account");
        var _ = tab.submit("/sign-in", Map.of("username", name, "password", PASSWORD));
        var _ = tab.submit("/sign-in", Map.of("username", PASSWORD, "password", "x"));
        var _ = tab.submit("/sign-in", Map.of("username", name, "password", temporary));
        var _ = tab.submit("/sign-in/password", Map.of("fresh", PASSWORD, "again", PASSWORD));
        var _ = tab.submit("/sign-out", Map.of());

        await().untilAsserted(() -> assertThat(recorded("record=" + id))
                .containsSubsequence("PERMISSIONS", "SIGN_IN_FAILED", "PERMISSIONS", "SIGN_IN", "SIGN_OUT"));
        assertThat(recorded("actor=USER:unknown")).contains("SIGN_IN_FAILED");
        assertThat(recorded("limit=200")).doesNotContain(PASSWORD, name);
    }

    @Test
    void failedClientSignInIsRecorded() throws IOException, InterruptedException {
        assertThat(administration()
                        .clientToken("order-service", "wrong", "events:read")
                        .statusCode())
                .isEqualTo(401);
        assertThat(administration()
                        .clientToken("canary", "wrong", "events:read")
                        .statusCode())
                .isEqualTo(401);
        assertThat(administration()
                        .clientToken("operator", "secret-of-operator", "users:read")
                        .statusCode())
                .isEqualTo(200);

        await().untilAsserted(() -> assertThat(recorded("actor=PROGRAM:order-service"))
                .contains("SIGN_IN_FAILED", "POST /oauth2/token", "\"outcome\":401"));
        await().untilAsserted(
                        () -> assertThat(recorded("actor=PROGRAM:unknown")).contains("SIGN_IN_FAILED"));
        assertThat(recorded("actor=PROGRAM:operator")).doesNotContain("SIGN_IN_FAILED");
        assertThat(recorded("action=SIGN_IN_FAILED&limit=200")).doesNotContain("canary");
    }

    @Test
    void failedReturnFromIssuerIsRecorded() throws IOException, InterruptedException {
        var _ = new BrowserTab(port).open("/login/oauth2/code/crm?code=x&state=made-up");

        await().untilAsserted(() -> assertThat(recorded("action=SIGN_IN_FAILED&actor=USER:unknown&limit=200"))
                .contains("GET /login/oauth2/code/crm"));
    }

    @Test
    void authorOfPermissionChangeIsRecorded() throws IOException, InterruptedException {
        var user = administration().addUser("SALES");
        var id = user.path("id").asString();
        assertThat(administration().newToken(id, "crm")).isNotEmpty();
        assertThat(administration()
                        .change(user, "{\"roles\": [\"AGENT\"]}", "\"1\"")
                        .statusCode())
                .isEqualTo(200);

        await().untilAsserted(() -> assertThat(recorded("record=" + id))
                .containsSubsequence("POST /api/users", "POST /api/users/{user}/tokens", "PATCH /api/users/{id}")
                .contains("\"actor\":\"USER:usr_test\""));
        assertThat(recorded("action=TOKEN&record=" + id)).doesNotContain("PERMISSIONS");
    }

    @Test
    void accessToRecordsIsRecorded() throws IOException, InterruptedException {
        var id = administration().addUser("SALES").path("id").asString();
        var token = administration().makeToken(id, "crm").path("id").asString();
        var unknownUser = "usr_" + "0".repeat(26);

        for (var path : List.of("/" + id, "?limit=200", "/" + id + "/tokens", "/" + unknownUser, "/Canary")) {
            assertThat(administration().get("/api/users" + path).statusCode()).isIn(200, 404);
        }

        await().untilAsserted(() -> assertThat(recorded("action=READ&record=" + id))
                .containsSubsequence("GET /api/users/{id}", "GET /api/users\"", "GET /api/users/{user}/tokens")
                .contains("\"permission\":\"users:read\"", token));
        await().untilAsserted(() ->
                assertThat(recorded("record=" + unknownUser)).contains("\"action\":\"READ\"", "\"outcome\":404"));
        assertThat(recorded("limit=200&action=READ")).doesNotContain("Canary");
    }

    @Test
    void refusalIsRecorded() throws IOException, InterruptedException {
        var id = administration().addUser("SALES").path("id").asString();
        var own = administration().newToken(id, "crm");

        assertThat(administration().as(own, "/api/users/usr_admin").statusCode())
                .isEqualTo(403);
        assertThat(administration().as(own, "/api/users?limit=-1").statusCode()).isEqualTo(403);
        assertThat(administration().as(own, "/actuator/prometheus").statusCode())
                .isEqualTo(403);
        assertThat(administration().as(own, TRAIL + "/head").statusCode()).isEqualTo(403);
        assertThat(administration().as(own, "/api/users/me").statusCode()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(recorded("action=REFUSED&actor=USER:" + id))
                .containsSubsequence("GET /api/users/{id}", "GET /api/users", "GET /actuator/**", "/head")
                .contains("usr_admin", "\"outcome\":403", "users:read", "operations:read", "audit:read"));
        await().untilAsserted(() ->
                assertThat(recorded("action=READ&actor=USER:" + id)).contains("GET /api/users/{id}"));
    }

    @Test
    void trailIsReadNewestFirstPageByPage() throws IOException, InterruptedException {
        var user = administration().addUser("SALES");
        var id = user.path("id").asString();
        assertThat(administration().newToken(id, "crm")).isNotEmpty();
        await().untilAsserted(() ->
                assertThat(recorded("action=PERMISSIONS,TOKEN&record=" + id)).contains("PERMISSIONS", "TOKEN"));

        var search = TRAIL + "?action=PERMISSIONS,TOKEN&sort=-at&limit=1&record=" + id;
        var first = administration().get(search);
        var sequence = JsonMapper.shared()
                .readTree(first.body())
                .path("items")
                .path(0)
                .path("sequence")
                .asLong();
        var next = first.headers().firstValue("Link").orElseThrow().replaceAll("<(.*)>.*", "$1");
        var second = administration().get(next);

        assertThat(first.body()).contains("\"TOKEN\"").doesNotContain("PERMISSIONS");
        assertThat(next).contains("after=" + sequence, "sort=-at");
        assertThat(second.body()).contains("PERMISSIONS").doesNotContain("\"TOKEN\"");
        assertThat(second.headers().firstValue("Link")).isEmpty();
        assertThat(recorded("record=" + id + "&atUntil=2020-01-01T00:00:00Z")).doesNotContain(id);
        assertThat(recorded("record=" + id + "&atFrom=2020-01-01T00:00:00Z")).contains(id);
        assertThat(administration().get(TRAIL + "?after=999999999").statusCode())
                .isEqualTo(422);
    }

    @Test
    void trailIsShownWithPermissionOnly() throws IOException, InterruptedException {
        assertThat(as("SALES", TRAIL)).isEqualTo(403);
        assertThat(as("MANAGER", TRAIL + "/entries")).isEqualTo(403);
        assertThat(as("ANALYST", TRAIL + "/head")).isEqualTo(403);
        assertThat(as("AUDITOR", TRAIL)).isEqualTo(200);

        await().untilAsserted(() ->
                assertThat(recorded("action=AUDIT_READ&actor=USER:usr_AUDITOR")).contains("GET /api/audit/gateway"));
        assertThat(as("AUDITOR", TRAIL + "/head")).isEqualTo(200);
        assertThat(as("AUDITOR", TRAIL + "/entries?limit=0")).isEqualTo(422);
        assertThat(as("AUDITOR", TRAIL + "?after=x")).isEqualTo(400);
        assertThat(as("AUDITOR", TRAIL + "/nowhere")).isEqualTo(404);
    }

    private int as(String role, String path) throws IOException, InterruptedException {
        return administration()
                .as(IssuerUnderTest.token("usr_" + role, role), path)
                .statusCode();
    }

    private String recorded(String query) throws IOException, InterruptedException {
        return administration().get(TRAIL + "?" + query).body();
    }

    private UserAdministration administration() {
        return new UserAdministration(new TestClient(port));
    }
}
