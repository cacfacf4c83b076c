package io.crmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
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
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Administrators look after who works with the system. */
@GatewayTest
@ExtendWith(OutputCaptureExtension.class)
class UsersTest {

    @LocalServerPort
    int port;

    @BeforeEach
    void forget() {
        Backends.named("tickets").reset();
        await().untilAsserted(() ->
                assertThat(office().get("/api/users/usr_admin").statusCode()).isEqualTo(200));
    }

    @Test
    void onlyAdministratorsLookAfterOthers() throws IOException, InterruptedException {
        var sales = office().newToken(office().addUser("SALES").path("id").asString(), "crm");

        assertThat(office().as(sales, "/api/users").statusCode()).isEqualTo(403);
        assertThat(office().as(sales, "/api/users").body()).contains("users:read");
        assertThat(office().as(sales, "/api/users/usr_admin").statusCode()).isEqualTo(403);
        assertThat(office().as(sales, "/api/users/usr_admin/tokens").statusCode())
                .isEqualTo(403);
        assertThat(office().as(sales, "/actuator/prometheus").body()).contains("operations:read");
        assertThat(office().as(sales, "/api/system/flow").statusCode()).isEqualTo(403);
        assertThat(office().as(sales, "/api/system/flow").body()).contains("operations:read");
        assertThat(office().post(sales, "/api/teams", "{\"name\": \"x\"}").statusCode())
                .isEqualTo(403);
        assertThat(office().as(sales, "/api/teams").statusCode()).isEqualTo(200);
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
            {"username": "li", "name": "L", "name": "B", "roles": []}   ; 400 ; unreadable
            {"username": "admin", "name": "Li", "roles": []}            ; 409 ; username
            """)
    void whatMakesNoSenseIsNamed(String body, int status, String named) throws IOException, InterruptedException {
        var answer = office().post(SignedInTests.ADMIN, "/api/users", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(named);
    }

    @Test
    void aRepeatedCommandMakesNothingNew() throws IOException, InterruptedException {
        var body = Office.newUser("SALES");
        var key = Office.key();

        var first = office().post(SignedInTests.ADMIN, "/api/users", body, key);
        var second = office().post(SignedInTests.ADMIN, "/api/users", body, key);
        var other = office().post(SignedInTests.ADMIN, "/api/users", Office.newUser("SALES"), key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("key-reused");
        assertThat(office().post(SignedInTests.ADMIN, "/api/users", body, "x").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aChangeSaysWhichVersionItSaw() throws IOException, InterruptedException {
        var user = office().addUser("SALES");
        var wish = "{\"name\": \"Bo\"}";

        assertThat(office().change(user, wish, null).statusCode()).isEqualTo(428);
        assertThat(office().change(user, wish, "\"7\"").statusCode()).isEqualTo(412);
        assertThat(office().change(user, wish, "7").statusCode()).isEqualTo(400);
        assertThat(office().change(user, wish, "\"1\"").body()).contains("\"name\":\"Bo\"");
    }

    @Test
    void somebodyCanAlwaysAdminister() throws IOException, InterruptedException {
        var admin = office().get("/api/users/usr_admin");
        var seen = admin.headers().firstValue("ETag").orElseThrow();

        var refused = office().change(JsonMapper.shared().readTree(admin.body()), "{\"roles\": [\"SALES\"]}", seen);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("last-administrator");
    }

    @Test
    void administratorsWhoTakeTheRoleFromEachOtherAtOnceLeaveOne() throws Exception {
        for (int round = 0; round < 5; round++) {
            var admins = new ArrayList<JsonNode>();
            for (int i = 0; i < 4; i++) {
                admins.add(office().addUser("ADMIN"));
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

    /** Half of them lose the role, half of them are locked out. */
    private List<Integer> allAtOnce(List<JsonNode> admins) throws Exception {
        var begin = new CyclicBarrier(admins.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changes = IntStream.range(0, admins.size())
                    .mapToObj(i -> threads.submit(() -> {
                        var _ = begin.await();
                        var wish = i % 2 == 0 ? "{\"roles\": [\"SALES\"]}" : "{\"active\": false}";
                        return office().change(admins.get(i), wish, "\"1\"").statusCode();
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
            var now = office().get("/api/users/" + user.path("id").asString()).body();
            return now.contains("ADMIN") && now.contains("\"active\":true");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int patched(String id, String wish) throws IOException, InterruptedException {
        var now = office().get("/api/users/" + id);
        var seen = now.headers().firstValue("ETag").orElseThrow();
        return office().change(JsonMapper.shared().readTree(now.body()), wish, seen)
                .statusCode();
    }

    @Test
    void peopleBelongToTeams() throws IOException, InterruptedException {
        var wish = "{\"name\": \"North %s\"}".formatted(Office.key());
        var team = JsonMapper.shared()
                .readTree(office().post(SignedInTests.ADMIN, "/api/teams", wish).body())
                .path("id")
                .asString();

        var changed = office().change(office().addUser("SALES"), "{\"teams\": [\"%s\"]}".formatted(team), "\"1\"");

        assertThat(changed.body()).contains(team);
        assertThat(office().post(SignedInTests.ADMIN, "/api/teams", wish).statusCode())
                .isEqualTo(409);
    }

    @Test
    void aGivenPasswordIsShownOnceAndInNoLog(CapturedOutput log) throws IOException, InterruptedException {
        var user = office().addUser("SALES");
        var path = "/api/users/" + user.path("id").asString();

        var password = office().givePassword(user);

        assertThat(office().get(path).body()).contains("TEMPORARY").doesNotContain(password);
        assertThat(office().get(path + "/history").body()).doesNotContain(password);
        assertThat(office().get("/api/users?limit=200").body()).doesNotContain(password);
        assertThat(log).doesNotContain(password);
    }

    @Test
    void aRoleThatWasTakenAwayIsGoneWithinSeconds() throws IOException, InterruptedException, ParseException {
        var team = Office.json(office().post(
                                SignedInTests.ADMIN, "/api/teams", "{\"name\": \"South %s\"}".formatted(Office.key())))
                .path("id")
                .asString();
        var user = office().addUser("SALES");
        var both = "{\"roles\": [\"SALES\", \"FINANCE\"], \"teams\": [\"%s\"]}".formatted(team);
        assertThat(office().change(user, both, "\"1\"").statusCode()).isEqualTo(200);
        var token = office().newToken(user.path("id").asString(), "crm");
        var before = passedOn(token);
        assertThat(before.getStringListClaim("roles")).containsExactly("FINANCE", "SALES");
        assertThat(before.getStringListClaim("teams")).containsExactly(team);

        assertThat(office().change(user, "{\"roles\": [\"SALES\"], \"teams\": []}", "\"2\"")
                        .statusCode())
                .isEqualTo(200);

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(passedOn(token).getStringListClaim("roles")).containsExactly("SALES");
            assertThat(passedOn(token).getStringListClaim("teams")).isEmpty();
        });
    }

    private JWTClaimsSet passedOn(String token) throws IOException, InterruptedException, ParseException {
        assertThat(office().as(token, "/api/tickets").statusCode()).isEqualTo(200);
        var seen = Backends.named("tickets").seen().getLast().headers().getOrDefault("Authorization", List.of());
        return SignedJWT.parse(seen.getFirst().substring("Bearer ".length())).getJWTClaimsSet();
    }

    @Test
    void whoChangedWhatSomebodyMayDoIsKept() throws IOException, InterruptedException {
        var user = office().addUser("SALES");
        var path = "/api/users/%s/history".formatted(user.path("id").asString());
        assertThat(office().change(user, "{\"roles\": [\"AGENT\", \"FINANCE\"]}", "\"1\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(office().change(user, "{\"active\": false}", "\"2\"").statusCode())
                .isEqualTo(200);
        assertThat(office().change(user, "{\"roles\": [\"ADMIN\"]}", "\"1\"").statusCode())
                .isEqualTo(412);

        var first = office().get(path + "?limit=2");
        var rest = office().get(first.headers().firstValue("Link").orElseThrow().replaceAll("<(.*)>.*", "$1"));

        assertThat(first.body())
                .containsSubsequence("\"version\":3", "USER:usr_test", "[\"AGENT\",\"FINANCE\"]", "\"active\":false")
                .containsSubsequence("\"version\":2", "[\"AGENT\",\"FINANCE\"]", "\"active\":true");
        assertThat(rest.body()).contains("\"version\":1", "[\"SALES\"]").doesNotContain("\"version\":2");
        assertThat(office().get("/api/users/usr_nobody/history").statusCode()).isEqualTo(404);
        assertThat(office().get(path + "?limit=201").statusCode()).isEqualTo(422);
    }

    @Test
    void manyUsersComeInPages() throws IOException, InterruptedException {
        assertThat(office().addUser("SALES")).isNotEqualTo(office().addUser("SALES"));

        var first = office().get("/api/users?limit=1");
        var next = first.headers().firstValue("Link").orElseThrow().replaceAll("<(.*)>.*", "$1");

        assertThat(JsonMapper.shared().readTree(first.body()).path("items")).hasSize(1);
        assertThat(office().get(next).body()).isNotEqualTo(first.body()).contains("username");
        assertThat(office().get("/api/users?limit=201").statusCode()).isEqualTo(422);
        assertThat(office().get("/api/users?limit=many").statusCode()).isEqualTo(400);
    }

    private Office office() {
        return new Office(new Browser(port));
    }
}
