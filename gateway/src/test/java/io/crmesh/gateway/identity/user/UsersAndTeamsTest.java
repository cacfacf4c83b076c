package io.crmesh.gateway.identity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.IssuerUnderTest;
import io.crmesh.gateway.testing.StubServices;
import io.crmesh.gateway.testing.TestClient;
import io.crmesh.gateway.testing.UserAdministration;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Administrators manage users and teams. */
@GatewayTest
@ExtendWith(OutputCaptureExtension.class)
class UsersAndTeamsTest {

    @LocalServerPort
    int port;

    @BeforeEach
    void resetServices() {
        StubServices.named("tickets").reset();
        await().untilAsserted(() -> assertThat(
                        administration().get("/api/users/usr_admin").statusCode())
                .isEqualTo(200));
    }

    @Test
    void usersAndTeamsAreChangedByAdministratorsOnly() throws IOException, InterruptedException {
        var sales = administration()
                .newToken(administration().addUser("SALES").path("id").asString(), "crm");

        assertThat(administration().as(sales, "/api/users").statusCode()).isEqualTo(403);
        assertThat(administration().as(sales, "/api/users").body()).contains("users:read");
        assertThat(administration().as(sales, "/api/users/usr_admin").statusCode())
                .isEqualTo(403);
        assertThat(administration().as(sales, "/api/users/usr_admin/tokens").statusCode())
                .isEqualTo(403);
        assertThat(administration().as(sales, "/actuator/prometheus").body()).contains("operations:read");
        assertThat(administration().as(sales, "/api/system/flow").statusCode()).isEqualTo(403);
        assertThat(administration().as(sales, "/api/system/flow").body()).contains("operations:read");
        assertThat(administration()
                        .post(sales, "/api/teams", "{\"name\": \"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(administration().as(sales, "/api/teams").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '^', textBlock = """
            {"username": "li", "name": "Li", "roles": ["BOSS"]}         ; 422 ; roles
            {"username": "li", "name": "Li", "roles": ["SERVICE"]}      ; 422 ; roles
            {"username": "li", "name": "Li", "roles": [], "teams": ["tem_none"]} ; 422 ; teams
            {"username": "Li!", "name": "Li", "roles": []}              ; 422 ; username
            {"username": "li", "name": " ", "roles": []}                ; 422 ; name
            {"username": "li", "roles": []}                             ; 422 ; name
            {"username": "li", "name": "Li", "roles": "ADMIN"}          ; 400 ; roles
            {"username": "li", "name": "Li", "roles": [], "boss": true} ; 400 ; boss
            {"username": "li", "name": "L", "name": "B", "roles": []}   ; 400 ; "field":"name","message":"must be given once"
            {"username": "li", "name": "Li\\u200b", "roles": []}        ; 422 ; name
            {"username": "li", "name": "\\u202eiL", "roles": []}        ; 422 ; name
            {"username": "li", "name": "L\\ni", "roles": []}            ; 422 ; name
            {"username": "li", "name": "L\\u0000i", "roles": []}        ; 422 ; name
            {"username": "li", "name": "L\\ud800i", "roles": []}        ; 422 ; name
            {"username": "admin", "name": "Li", "roles": []}            ; 409 ; username
            """)
    void invalidFieldOfUserIsNamed(String body, int status, String named) throws IOException, InterruptedException {
        var answer = administration().post(IssuerUnderTest.ADMIN, "/api/users", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u200b", "a\\tb", "a\\u202eb", "a\\u2028b"})
    void nameOfTeamOrTokenThatDoesNotShowWhatItSaysIsRefused(String name) throws IOException, InterruptedException {
        var team = administration().post(IssuerUnderTest.ADMIN, "/api/teams", "{\"name\": \"" + name + "\"}");
        var token = administration()
                .post(
                        IssuerUnderTest.ADMIN,
                        "/api/users/usr_admin/tokens",
                        "{\"name\": \"%s\", \"scopes\": [\"users:read\"]}".formatted(name));

        assertThat(team.statusCode()).isEqualTo(422);
        assertThat(team.body()).contains("\"field\":\"name\"");
        assertThat(token.statusCode()).isEqualTo(422);
        assertThat(token.body()).contains("\"field\":\"name\"");
    }

    @Test
    void unknownParameterIsNamed() throws IOException, InterruptedException {
        var refused = administration().get("/api/users?limt=7");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"field\":\"limt\"", "known are after, limit");
        assertThat(administration().get("/api/users/usr_admin?x").statusCode()).isEqualTo(400);
        var flow = administration().get("/api/system/flow?foo=1");
        assertThat(flow.statusCode()).isEqualTo(400);
        assertThat(flow.body()).contains("\"field\":\"foo\"");
    }

    @Test
    void repeatedCommandCreatesNoSecondUser() throws IOException, InterruptedException {
        var body = UserAdministration.newUser("SALES");
        var key = UserAdministration.key();

        var first = administration().post(IssuerUnderTest.ADMIN, "/api/users", body, key);
        var second = administration().post(IssuerUnderTest.ADMIN, "/api/users", body, key);
        var other =
                administration().post(IssuerUnderTest.ADMIN, "/api/users", UserAdministration.newUser("SALES"), key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("key-reused");
        assertThat(administration()
                        .post(IssuerUnderTest.ADMIN, "/api/users", body, "x")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void changeWithoutCurrentVersionIsRefused() throws IOException, InterruptedException {
        var user = administration().addUser("SALES");
        var body = "{\"name\": \"Bo\"}";

        assertThat(administration().change(user, body, null).statusCode()).isEqualTo(428);
        assertThat(administration().change(user, body, "\"7\"").statusCode()).isEqualTo(412);
        assertThat(administration().change(user, body, "7").statusCode()).isEqualTo(400);
        assertThat(administration().change(user, body, "\"1\"").body()).contains("\"name\":\"Bo\"");
    }

    @Test
    void removalOfLastAdministratorIsRefused() throws IOException, InterruptedException {
        var admin = administration().get("/api/users/usr_admin");
        var seen = admin.headers().firstValue("ETag").orElseThrow();

        var refused =
                administration().change(JsonMapper.shared().readTree(admin.body()), "{\"roles\": [\"SALES\"]}", seen);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("last-administrator");
    }

    @Test
    void administratorsWhoRemoveEachOtherAtOnceLeaveOne() throws Exception {
        for (int round = 0; round < 5; round++) {
            var admins = new ArrayList<JsonNode>();
            for (int i = 0; i < 4; i++) {
                admins.add(administration().addUser("ADMIN"));
            }
            assertThat(patched("usr_admin", "{\"active\": false}")).isEqualTo(200);
            try {
                var answers = allAtOnce(admins);
                assertThat(answers).contains(200).isSubsetOf(200, 409, 412);
                assertThat(admins.stream().filter(this::isAdministrator)).isNotEmpty();
            } finally {
                assertThat(patched("usr_admin", "{\"active\": true}")).isEqualTo(200);
                for (var admin : admins) {
                    assertThat(patched(admin.path("id").asString(), "{\"active\": false}"))
                            .isEqualTo(200);
                }
            }
        }
    }

    /** Half of them lose the role, half of them are deactivated. */
    private List<Integer> allAtOnce(List<JsonNode> admins) throws Exception {
        var begin = new CyclicBarrier(admins.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changes = IntStream.range(0, admins.size())
                    .mapToObj(i -> threads.submit(() -> {
                        var _ = begin.await();
                        var body = i % 2 == 0 ? "{\"roles\": [\"SALES\"]}" : "{\"active\": false}";
                        return administration()
                                .change(admins.get(i), body, "\"1\"")
                                .statusCode();
                    }))
                    .toList();
            var answers = new ArrayList<Integer>();
            for (var change : changes) {
                answers.add(change.get());
            }
            return answers;
        }
    }

    private boolean isAdministrator(JsonNode user) {
        try {
            var now = administration()
                    .get("/api/users/" + user.path("id").asString())
                    .body();
            return now.contains("ADMIN") && now.contains("\"active\":true");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int patched(String id, String body) throws IOException, InterruptedException {
        var now = administration().get("/api/users/" + id);
        var seen = now.headers().firstValue("ETag").orElseThrow();
        return administration()
                .change(JsonMapper.shared().readTree(now.body()), body, seen)
                .statusCode();
    }

    @Test
    void userBelongsToExistingTeamsOnly() throws IOException, InterruptedException {
        var body = "{\"name\": \"North %s\"}".formatted(UserAdministration.key());
        var team = JsonMapper.shared()
                .readTree(administration()
                        .post(IssuerUnderTest.ADMIN, "/api/teams", body)
                        .body())
                .path("id")
                .asString();

        var changed = administration()
                .change(administration().addUser("SALES"), "{\"teams\": [\"%s\"]}".formatted(team), "\"1\"");

        assertThat(changed.body()).contains(team);
        assertThat(administration()
                        .post(IssuerUnderTest.ADMIN, "/api/teams", body)
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void temporaryPasswordIsShownOnceAndNeverLogged(CapturedOutput log) throws IOException, InterruptedException {
        var user = administration().addUser("SALES");
        var path = "/api/users/" + user.path("id").asString();

        var password = administration().givePassword(user);

        assertThat(administration().get(path).body()).contains("TEMPORARY").doesNotContain(password);
        assertThat(administration().get(path + "/history").body()).doesNotContain(password);
        assertThat(administration().get("/api/users?limit=200").body()).doesNotContain(password);
        assertThat(log).doesNotContain(password);
    }

    @Test
    void removedRoleIsGoneWithinSeconds() throws IOException, InterruptedException, ParseException {
        var team = UserAdministration.json(administration()
                        .post(
                                IssuerUnderTest.ADMIN,
                                "/api/teams",
                                "{\"name\": \"South %s\"}".formatted(UserAdministration.key())))
                .path("id")
                .asString();
        var user = administration().addUser("SALES");
        var both = "{\"roles\": [\"SALES\", \"FINANCE\"], \"teams\": [\"%s\"]}".formatted(team);
        assertThat(administration().change(user, both, "\"1\"").statusCode()).isEqualTo(200);
        var token = administration().newToken(user.path("id").asString(), "crm");
        var before = passedOn(token);
        assertThat(before.getStringListClaim("roles")).containsExactly("FINANCE", "SALES");
        assertThat(before.getStringListClaim("teams")).containsExactly(team);

        assertThat(administration()
                        .change(user, "{\"roles\": [\"SALES\"], \"teams\": []}", "\"2\"")
                        .statusCode())
                .isEqualTo(200);

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(passedOn(token).getStringListClaim("roles")).containsExactly("SALES");
            assertThat(passedOn(token).getStringListClaim("teams")).isEmpty();
        });
    }

    private JWTClaimsSet passedOn(String token) throws IOException, InterruptedException, ParseException {
        assertThat(administration().as(token, "/api/tickets").statusCode()).isEqualTo(200);
        var seen = StubServices.named("tickets").seen().getLast().headers().getOrDefault("Authorization", List.of());
        return SignedJWT.parse(seen.getFirst().substring("Bearer ".length())).getJWTClaimsSet();
    }

    @Test
    void historyNamesAuthorOfEachChange() throws IOException, InterruptedException {
        var user = administration().addUser("SALES");
        var path = "/api/users/%s/history".formatted(user.path("id").asString());
        assertThat(administration()
                        .change(user, "{\"roles\": [\"AGENT\", \"FINANCE\"]}", "\"1\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(administration().change(user, "{\"active\": false}", "\"2\"").statusCode())
                .isEqualTo(200);
        assertThat(administration()
                        .change(user, "{\"roles\": [\"ADMIN\"]}", "\"1\"")
                        .statusCode())
                .isEqualTo(412);

        var first = administration().get(path + "?limit=2");
        var rest = administration()
                .get(first.headers().firstValue("Link").orElseThrow().replaceAll("<(.*)>.*", "$1"));

        assertThat(first.body())
                .containsSubsequence("\"version\":3", "USER:usr_test", "[\"AGENT\",\"FINANCE\"]", "\"active\":false")
                .containsSubsequence("\"version\":2", "[\"AGENT\",\"FINANCE\"]", "\"active\":true");
        assertThat(rest.body()).contains("\"version\":1", "[\"SALES\"]").doesNotContain("\"version\":2");
        assertThat(administration().get("/api/users/usr_nobody/history").statusCode())
                .isEqualTo(404);
        assertThat(administration().get(path + "?limit=201").statusCode()).isEqualTo(422);
    }

    @Test
    void userListIsPaged() throws IOException, InterruptedException {
        assertThat(administration().addUser("SALES"))
                .isNotEqualTo(administration().addUser("SALES"));

        var first = administration().get("/api/users?limit=1");
        var next = first.headers().firstValue("Link").orElseThrow().replaceAll("<(.*)>.*", "$1");

        assertThat(JsonMapper.shared().readTree(first.body()).path("items")).hasSize(1);
        assertThat(administration().get(next).body()).isNotEqualTo(first.body()).contains("username");
        assertThat(administration().get("/api/users?limit=201").statusCode()).isEqualTo(422);
        assertThat(administration().get("/api/users?limit=many").statusCode()).isEqualTo(400);
    }

    private UserAdministration administration() {
        return new UserAdministration(new TestClient(port));
    }
}
