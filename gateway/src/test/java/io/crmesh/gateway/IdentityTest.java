package io.crmesh.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs and people sign in, administrators look after them, and services learn who is calling. */
@GatewayTest
class IdentityTest {

    private static final AtomicInteger KEYS = new AtomicInteger();
    private static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    int port;

    @BeforeEach
    void forget() {
        Backends.named("tickets").reset();
        await().untilAsserted(() ->
                assertThat(get("/api/users/usr_admin").statusCode()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tickets", "/api/users", "/api/system/flow", "/actuator/prometheus", "/nowhere"})
    void strangersStayOutside(String path) throws IOException, InterruptedException {
        var answer = browser().send(browser().strange(path));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body()).contains("urn:crm:problem:unauthenticated");
        assertThat(Backends.named("tickets").seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "crm_unknown", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfYWRtaW4ifQ."})
    void aBadTokenIsRefused(String token) throws IOException, InterruptedException {
        var answer = as(token, "/api/tickets");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("urn:crm:problem:invalid-token");
        assertThat(Backends.named("tickets").seen()).isEmpty();
    }

    @Test
    void tokensOfOthersAndForOthersAreRefused() throws IOException, InterruptedException {
        var issuer = SignedInTests.claims("usr_test", "ADMIN").issuer("http://other.example");
        var audience = SignedInTests.claims("usr_test", "ADMIN").audience("shop");
        var over = SignedInTests.claims("usr_test", "ADMIN").expirationTime(Date.from(Instant.EPOCH));

        for (var claims : List.of(issuer, audience, over)) {
            assertThat(as(SignedInTests.signed(claims.build()), "/api/tickets").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void anOlderKeyIsStillPublished() throws IOException, InterruptedException {
        assertThat(as(SignedInTests.tokenOfOldKey(), "/api/tickets").statusCode())
                .isEqualTo(200);

        var published = browser().send(browser().strange("/oauth2/jwks")).body();

        assertThat(JSON.readTree(published).path("keys")).hasSize(2);
        assertThat(published).doesNotContain("\"d\"");
    }

    @Test
    void programsGetWhatTheyMayAskFor() throws IOException, InterruptedException, ParseException {
        var answer = program("order-service", "secret-of-orders", "facts:read");

        assertThat(answer.statusCode()).isEqualTo(200);
        var token = JSON.readTree(answer.body()).path("access_token").asString();
        var claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("order-service");
        assertThat(claims.getIssuer()).isEqualTo(SignedInTests.ISSUER);
        assertThat(claims.getAudience()).containsExactly("crm");
        assertThat(claims.getStringListClaim("roles")).containsExactly("SERVICE");
        assertThat(claims.getStringClaim("scope")).isEqualTo("facts:read");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            order-service,  secret-of-orders,  contacts:read, 400
            order-service,  wrong,             facts:read,    401
            ticket-service, x,                 facts:read,    401
            nobody,         secret-of-orders,  facts:read,    401
            """)
    void programsGetNothingElse(String name, String secret, String scope, int status)
            throws IOException, InterruptedException {
        assertThat(program(name, secret, scope).statusCode()).isEqualTo(status);
    }

    @Test
    void aPersonalTokenBecomesOneThatServicesCanCheck() throws IOException, InterruptedException, ParseException {
        var token = newToken("usr_admin", "tickets:read");

        assertThat(as(token, "/api/tickets").statusCode()).isEqualTo(200);

        var passed = Backends.named("tickets").seen().getFirst().headers().getOrDefault("Authorization", List.of());
        assertThat(passed).hasSize(1);
        var claims =
                SignedJWT.parse(passed.getFirst().substring("Bearer ".length())).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("usr_admin");
        assertThat(claims.getStringListClaim("roles")).containsExactly("ADMIN");
        assertThat(claims.getStringClaim("scope")).isEqualTo("tickets:read");
        var begin = claims.getIssueTime().toInstant();
        var end = claims.getExpirationTime().toInstant();
        assertThat(Duration.between(begin, end)).isLessThanOrEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aRevokedTokenStopsWorkingWithinSeconds() throws IOException, InterruptedException {
        var made = makeToken("usr_admin", "crm");
        var token = made.path("token").asString();
        assertThat(as(token, "/api/users/me").statusCode()).isEqualTo(200);

        var revoked = browser()
                .send(browser()
                        .to("/api/users/usr_admin/tokens/" + made.path("id").asString())
                        .DELETE());

        assertThat(revoked.statusCode()).isEqualTo(204);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(as(token, "/api/users/me").statusCode()).isEqualTo(401));
    }

    @Test
    void whoeverIsNotActiveAnyMoreStaysOutside() throws IOException, InterruptedException {
        var user = addUser("SALES");
        var token = newToken(user.path("id").asString(), "crm");
        assertThat(as(token, "/api/users/me").statusCode()).isEqualTo(200);

        var changed = change(user, "{\"active\": false}", "\"1\"");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).hasValue("\"2\"");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(as(token, "/api/users/me").statusCode()).isEqualTo(401));
    }

    @Test
    void aTokenIsShownOnceAndListed() throws IOException, InterruptedException {
        var user = addUser("SALES").path("id").asString();
        var token = newToken(user, "customers:read");

        var listed = as(newToken(user, "crm"), "/api/users/me/tokens").body();

        assertThat(listed).contains("customers:read").doesNotContain(token);
        assertThat(JSON.readTree(listed).path("items")).hasSize(2);
    }

    @Test
    void nobodyGivesATokenThatReachesFurtherThanTheirs() throws IOException, InterruptedException {
        var narrow = newToken("usr_admin", "customers:read");

        var answer = post(narrow, "/api/users/me/tokens", "{\"name\": \"x\", \"scopes\": [\"crm\"]}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"scopes\"");
    }

    @Test
    void onlyAdministratorsLookAfterOthers() throws IOException, InterruptedException {
        var sales = newToken(addUser("SALES").path("id").asString(), "crm");

        assertThat(as(sales, "/api/users").statusCode()).isEqualTo(403);
        assertThat(as(sales, "/api/users").body()).contains("users:read");
        assertThat(as(sales, "/api/users/usr_admin").statusCode()).isEqualTo(403);
        assertThat(as(sales, "/api/users/usr_admin/tokens").statusCode()).isEqualTo(403);
        assertThat(as(sales, "/actuator/prometheus").body()).contains("operations:read");
        assertThat(post(sales, "/api/teams", "{\"name\": \"x\"}").statusCode()).isEqualTo(403);
        assertThat(as(sales, "/api/teams").statusCode()).isEqualTo(200);
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
        var answer = post(SignedInTests.ADMIN, "/api/users", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '^', textBlock = """
            {"name": "x", "scopes": ["everything"]}          ; 422 ; scopes
            {"name": "x", "scopes": []}                      ; 422 ; scopes
            {"name": "x", "scopes": ["crm"], "days": 0}      ; 422 ; days
            {"name": "x", "scopes": ["crm"], "days": 366}    ; 422 ; days
            {"name": "x", "scopes": ["crm"], "days": "soon"} ; 400 ; days
            {"name": "", "scopes": ["crm"]}                  ; 422 ; name
            """)
    void aTokenThatMakesNoSenseIsNone(String body, int status, String named) throws IOException, InterruptedException {
        var answer = post(SignedInTests.ADMIN, "/api/users/usr_admin/tokens", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(named);
    }

    @Test
    void aRepeatedCommandMakesNothingNew() throws IOException, InterruptedException {
        var body = newUser("SALES");
        var key = key();

        var first = post(SignedInTests.ADMIN, "/api/users", body, key);
        var second = post(SignedInTests.ADMIN, "/api/users", body, key);
        var other = post(SignedInTests.ADMIN, "/api/users", newUser("SALES"), key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("key-reused");
        assertThat(post(SignedInTests.ADMIN, "/api/users", body, "x").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aChangeSaysWhichVersionItSaw() throws IOException, InterruptedException {
        var user = addUser("SALES");
        var wish = "{\"name\": \"Bo\"}";

        assertThat(change(user, wish, null).statusCode()).isEqualTo(428);
        assertThat(change(user, wish, "\"7\"").statusCode()).isEqualTo(412);
        assertThat(change(user, wish, "7").statusCode()).isEqualTo(400);
        assertThat(change(user, wish, "\"1\"").body()).contains("\"name\":\"Bo\"");
    }

    @Test
    void somebodyCanAlwaysAdminister() throws IOException, InterruptedException {
        var admin = get("/api/users/usr_admin");
        var seen = admin.headers().firstValue("ETag").orElseThrow();

        var refused = change(JSON.readTree(admin.body()), "{\"roles\": [\"SALES\"]}", seen);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("last-administrator");
    }

    @Test
    void peopleBelongToTeams() throws IOException, InterruptedException {
        var wish = "{\"name\": \"North %s\"}".formatted(key());
        var team = JSON.readTree(post(SignedInTests.ADMIN, "/api/teams", wish).body())
                .path("id")
                .asString();

        var changed = change(addUser("SALES"), "{\"teams\": [\"%s\"]}".formatted(team), "\"1\"");

        assertThat(changed.body()).contains(team);
        assertThat(post(SignedInTests.ADMIN, "/api/teams", wish).statusCode()).isEqualTo(409);
    }

    @Test
    void manyUsersComeInPages() throws IOException, InterruptedException {
        assertThat(addUser("SALES")).isNotEqualTo(addUser("SALES"));

        var first = get("/api/users?limit=1");
        var next = first.headers().firstValue("Link").orElseThrow().replaceAll("<(.*)>.*", "$1");

        assertThat(JSON.readTree(first.body()).path("items")).hasSize(1);
        assertThat(get(next).body()).isNotEqualTo(first.body()).contains("username");
        assertThat(get("/api/users?limit=201").statusCode()).isEqualTo(422);
        assertThat(get("/api/users?limit=many").statusCode()).isEqualTo(400);
    }

    private Browser browser() {
        return new Browser(port);
    }

    private static String key() {
        return "key-" + KEYS.incrementAndGet();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser().get(path);
    }

    private HttpResponse<String> as(String token, String path) throws IOException, InterruptedException {
        return browser().send(browser().strange(path).header("Authorization", "Bearer " + token));
    }

    private HttpResponse<String> post(String token, String path, String body) throws IOException, InterruptedException {
        return post(token, path, body, key());
    }

    private HttpResponse<String> post(String token, String path, String body, String key)
            throws IOException, InterruptedException {
        return browser()
                .send(browser()
                        .strange(path)
                        .header("Authorization", "Bearer " + token)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> change(JsonNode user, String body, @Nullable String seen)
            throws IOException, InterruptedException {
        var request = browser()
                .to("/api/users/" + user.path("id").asString())
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body));
        return browser().send(seen == null ? request : request.header("If-Match", seen));
    }

    private HttpResponse<String> program(String name, String secret, String scope)
            throws IOException, InterruptedException {
        var basic = Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(UTF_8));
        return browser()
                .send(browser()
                        .strange("/oauth2/token")
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + scope)));
    }

    private String newToken(String user, String scope) throws IOException, InterruptedException {
        return makeToken(user, scope).path("token").asString();
    }

    private JsonNode makeToken(String user, String scope) throws IOException, InterruptedException {
        var wish = "{\"name\": \"a test\", \"scopes\": [\"%s\"], \"days\": 1}".formatted(scope);
        var made = post(SignedInTests.ADMIN, "/api/users/" + user + "/tokens", wish);
        assertThat(made.statusCode()).isEqualTo(201);
        return JSON.readTree(made.body());
    }

    private JsonNode addUser(String role) throws IOException, InterruptedException {
        var added = post(SignedInTests.ADMIN, "/api/users", newUser(role));
        assertThat(added.statusCode()).isEqualTo(201);
        return JSON.readTree(added.body());
    }

    private static String newUser(String role) {
        return "{\"username\": \"user-%s\", \"name\": \"Li\", \"roles\": [\"%s\"]}".formatted(key(), role);
    }
}
