package io.crmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Programs and people sign in with tokens, and services learn who is calling. */
@GatewayTest
class IdentityTest {

    @LocalServerPort
    int port;

    @BeforeEach
    void forget() {
        Backends.named("tickets").reset();
        await().untilAsserted(() ->
                assertThat(office().get("/api/users/usr_admin").statusCode()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tickets", "/api/users", "/api/system/flow", "/actuator/prometheus", "/nowhere"})
    void strangersStayOutside(String path) throws IOException, InterruptedException {
        var answer = office().browser().send(office().browser().strange(path));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body()).contains("urn:crm:problem:unauthenticated");
        assertThat(Backends.named("tickets").seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "crm_unknown", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfYWRtaW4ifQ."})
    void aBadTokenIsRefused(String token) throws IOException, InterruptedException {
        var answer = office().as(token, "/api/tickets");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("urn:crm:problem:invalid-token");
        assertThat(Backends.named("tickets").seen()).isEmpty();
    }

    @Test
    void tokensOfOthersAndForOthersAreRefused() throws IOException, InterruptedException {
        var issuer = SignedInTests.claims("usr_test", "ADMIN").issuer("http://other.example");
        var audience = SignedInTests.claims("usr_test", "ADMIN").audience("shop");
        var over = SignedInTests.claims("usr_test", "ADMIN").expirationTime(Date.from(Instant.EPOCH));
        var endless = SignedInTests.claims("usr_test", "ADMIN").expirationTime(null);
        var early = SignedInTests.claims("usr_test", "ADMIN")
                .notBeforeTime(Date.from(Instant.now().plusSeconds(600)));
        var nobodys = SignedInTests.claims("usr_test", "ADMIN").subject(null);
        var blank = SignedInTests.claims(" ", "ADMIN");
        var large = SignedInTests.claims("usr_test", "ADMIN").claim("more", "x".repeat(4_200));

        for (var claims : List.of(issuer, audience, over, endless, early, nobodys, blank, large)) {
            assertThat(office().as(SignedInTests.signed(claims.build()), "/api/tickets")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aTokenOfAKeyThatIsNotOursIsRefused() throws IOException, InterruptedException {
        assertThat(office().as(SignedInTests.tokenOfUnknownKey(), "/api/tickets")
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crm crm", "crm  orders:read", " crm"})
    void scopesAreReadHoweverTheyAreWritten(String scope) throws IOException, InterruptedException {
        var claims = SignedInTests.claims("usr_test", "ADMIN").claim("scope", scope);

        assertThat(office().as(SignedInTests.signed(claims.build()), "/api/users")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void scopesMayBeAList() throws IOException, InterruptedException {
        var claims = SignedInTests.claims("usr_test", "ADMIN").claim("scope", List.of("users:read", "users:read"));

        assertThat(office().as(SignedInTests.signed(claims.build()), "/api/users")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anOlderKeyIsStillPublished() throws IOException, InterruptedException {
        assertThat(office().as(SignedInTests.tokenOfOldKey(), "/api/tickets").statusCode())
                .isEqualTo(200);

        var published = office().browser()
                .send(office().browser().strange("/oauth2/jwks"))
                .body();

        assertThat(JsonMapper.shared().readTree(published).path("keys")).hasSize(2);
        assertThat(published).doesNotContain("\"d\"");
    }

    @Test
    void programsGetWhatTheyMayAskFor() throws IOException, InterruptedException, ParseException {
        var answer = office().program("order-service", "secret-of-orders", "facts:read");

        assertThat(answer.statusCode()).isEqualTo(200);
        var token =
                JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
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
        assertThat(office().program(name, secret, scope).statusCode()).isEqualTo(status);
    }

    @Test
    void aPersonalTokenBecomesOneThatServicesCanCheck() throws IOException, InterruptedException, ParseException {
        var token = office().newToken("usr_admin", "tickets:read");

        assertThat(office().as(token, "/api/tickets").statusCode()).isEqualTo(200);

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
        var made = office().makeToken("usr_admin", "crm");
        var token = made.path("token").asString();
        assertThat(office().as(token, "/api/users/me").statusCode()).isEqualTo(200);

        var revoked = office().browser()
                .send(office().browser()
                        .to("/api/users/usr_admin/tokens/" + made.path("id").asString())
                        .DELETE());

        assertThat(revoked.statusCode()).isEqualTo(204);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(office().as(token, "/api/users/me").statusCode())
                                .isEqualTo(401));
    }

    @Test
    void whoeverIsNotActiveAnyMoreStaysOutside() throws IOException, InterruptedException {
        var user = office().addUser("SALES");
        var token = office().newToken(user.path("id").asString(), "crm");
        assertThat(office().as(token, "/api/users/me").statusCode()).isEqualTo(200);

        var changed = office().change(user, "{\"active\": false}", "\"1\"");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).hasValue("\"2\"");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(office().as(token, "/api/users/me").statusCode())
                                .isEqualTo(401));
        assertThat(office().change(user, "{\"active\": true}", "\"2\"").statusCode())
                .isEqualTo(200);
        assertThat(office().as(token, "/api/users/me").statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenIsShownOnceAndListed() throws IOException, InterruptedException {
        var user = office().addUser("SALES").path("id").asString();
        var token = office().newToken(user, "customers:read");

        var listed = office().get("/api/users/" + user + "/tokens").body();

        assertThat(listed).contains("customers:read").doesNotContain(token);
        assertThat(JsonMapper.shared().readTree(listed).path("items")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"SALES, crm", "SALES, users:write", "ADMIN, orders:read", "ADMIN, users:read"})
    void aTokenNeitherMakesNorRevokesOthers(String role, String scope) throws IOException, InterruptedException {
        var owner = role.equals("ADMIN")
                ? "usr_admin"
                : office().addUser(role).path("id").asString();
        var made = office().makeToken(owner, scope);
        var token = made.path("token").asString();
        var itself = "/api/users/me/tokens/" + made.path("id").asString();

        var another =
                office().post(token, "/api/users/me/tokens", "{\"name\": \"x\", \"scopes\": [\"crm\"], \"days\": 365}");
        var revoked = office().browser()
                .send(office().browser()
                        .strange(itself)
                        .header("Authorization", "Bearer " + token)
                        .DELETE());

        assertThat(List.of(another.statusCode(), revoked.statusCode())).containsOnly(403);
        assertThat(another.body()).contains("users:write");
    }

    @Test
    void aTokenDoesNotTellWhichOthersThereAre() throws IOException, InterruptedException {
        var user = office().addUser("SALES").path("id").asString();

        var listed = office().as(office().newToken(user, "crm"), "/api/users/me/tokens");

        assertThat(listed.statusCode()).isEqualTo(403);
        assertThat(listed.body()).contains("users:read");
    }

    @Test
    void aTokenForLookingAfterUsersMakesOthersThatReachNoFurther() throws IOException, InterruptedException {
        var token = office().newToken("usr_admin", "users:write");

        var another = office().post(token, "/api/users/me/tokens", "{\"name\": \"x\", \"scopes\": [\"users:write\"]}");

        assertThat(another.statusCode()).isEqualTo(201);
    }

    @Test
    void nobodyGivesATokenThatReachesFurtherThanTheirs() throws IOException, InterruptedException {
        var narrow = office().newToken("usr_admin", "users:write");

        var answer = office().post(narrow, "/api/users/me/tokens", "{\"name\": \"x\", \"scopes\": [\"crm\"]}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"scopes\"");
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
        var answer = office().post(SignedInTests.ADMIN, "/api/users/usr_admin/tokens", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(named);
    }

    private Office office() {
        return new Office(new Browser(port));
    }
}
