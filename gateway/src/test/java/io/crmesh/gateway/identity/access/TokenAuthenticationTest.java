package io.crmesh.gateway.identity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.IssuerUnderTest;
import io.crmesh.gateway.testing.StubServices;
import io.crmesh.gateway.testing.TestClient;
import io.crmesh.gateway.testing.UserAdministration;
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

/** Service clients and users authenticate with tokens, and services learn who calls. */
@GatewayTest
class TokenAuthenticationTest {

    @LocalServerPort
    int port;

    @BeforeEach
    void resetServices() {
        StubServices.named("tickets").reset();
        await().untilAsserted(() -> assertThat(
                        administration().get("/api/users/usr_admin").statusCode())
                .isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tickets", "/api/users", "/api/system/flow", "/actuator/prometheus", "/nowhere"})
    void requestWithoutTokenIsRefused(String path) throws IOException, InterruptedException {
        var answer = administration().client().send(administration().client().unauthenticated(path));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body()).contains("urn:crm:problem:unauthenticated");
        assertThat(StubServices.named("tickets").seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "crm_unknown", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfYWRtaW4ifQ."})
    void malformedTokenIsRefused(String token) throws IOException, InterruptedException {
        var answer = administration().as(token, "/api/tickets");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("urn:crm:problem:invalid-token");
        assertThat(StubServices.named("tickets").seen()).isEmpty();
    }

    @Test
    void tokenOfOtherIssuerOrAudienceIsRefused() throws IOException, InterruptedException {
        var issuer = IssuerUnderTest.claims("usr_test", "ADMIN").issuer("http://other.example");
        var audience = IssuerUnderTest.claims("usr_test", "ADMIN").audience("shop");
        var over = IssuerUnderTest.claims("usr_test", "ADMIN").expirationTime(Date.from(Instant.EPOCH));
        var endless = IssuerUnderTest.claims("usr_test", "ADMIN").expirationTime(null);
        var early = IssuerUnderTest.claims("usr_test", "ADMIN")
                .notBeforeTime(Date.from(Instant.now().plusSeconds(600)));
        var unknown = IssuerUnderTest.claims("usr_test", "ADMIN").subject(null);
        var blank = IssuerUnderTest.claims(" ", "ADMIN");
        var large = IssuerUnderTest.claims("usr_test", "ADMIN").claim("more", "x".repeat(4_200));

        for (var claims : List.of(issuer, audience, over, endless, early, unknown, blank, large)) {
            assertThat(administration()
                            .as(IssuerUnderTest.signed(claims.build()), "/api/tickets")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void tokenWithUnknownKeyIsRefused() throws IOException, InterruptedException {
        assertThat(administration()
                        .as(IssuerUnderTest.tokenOfUnknownKey(), "/api/tickets")
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crm crm", "crm  orders:read", " crm"})
    void scopeTextIsSplitAtSpaces(String scope) throws IOException, InterruptedException {
        var claims = IssuerUnderTest.claims("usr_test", "ADMIN").claim("scope", scope);

        assertThat(administration()
                        .as(IssuerUnderTest.signed(claims.build()), "/api/users")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void scopesMayBeAList() throws IOException, InterruptedException {
        var claims = IssuerUnderTest.claims("usr_test", "ADMIN").claim("scope", List.of("users:read", "users:read"));

        assertThat(administration()
                        .as(IssuerUnderTest.signed(claims.build()), "/api/users")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void olderKeyIsStillPublished() throws IOException, InterruptedException {
        assertThat(administration()
                        .as(IssuerUnderTest.tokenOfOldKey(), "/api/tickets")
                        .statusCode())
                .isEqualTo(200);

        var published = administration()
                .client()
                .send(administration().client().unauthenticated("/oauth2/jwks"))
                .body();

        assertThat(JsonMapper.shared().readTree(published).path("keys")).hasSize(2);
        assertThat(published).doesNotContain("\"d\"");
    }

    @Test
    void serviceClientGetsItsScopes() throws IOException, InterruptedException, ParseException {
        var answer = administration().clientToken("order-service", "secret-of-orders", "events:read");

        assertThat(answer.statusCode()).isEqualTo(200);
        var token =
                JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
        var claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("order-service");
        assertThat(claims.getIssuer()).isEqualTo(IssuerUnderTest.ISSUER);
        assertThat(claims.getAudience()).containsExactly("crm");
        assertThat(claims.getStringListClaim("roles")).containsExactly("SERVICE");
        assertThat(claims.getStringClaim("scope")).isEqualTo("events:read");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            order-service,  secret-of-orders,  contacts:read, 400
            order-service,  wrong,             events:read,    401
            ticket-service, x,                 events:read,    401
            nobody,         secret-of-orders,  events:read,    401
            """)
    void serviceClientWithWrongSecretOrScopeIsRefused(String name, String secret, String scope, int status)
            throws IOException, InterruptedException {
        assertThat(administration().clientToken(name, secret, scope).statusCode())
                .isEqualTo(status);
    }

    @Test
    void personalTokenIsExchangedForServiceToken() throws IOException, InterruptedException, ParseException {
        var token = administration().newToken("usr_admin", "tickets:read");

        assertThat(administration().as(token, "/api/tickets").statusCode()).isEqualTo(200);

        var passed = StubServices.named("tickets").seen().getFirst().headers().getOrDefault("Authorization", List.of());
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
    void revokedTokenStopsWorkingWithinSeconds() throws IOException, InterruptedException {
        var made = administration().makeToken("usr_admin", "crm");
        var token = made.path("token").asString();
        assertThat(administration().as(token, "/api/users/me").statusCode()).isEqualTo(200);

        var revoked = administration()
                .client()
                .send(administration()
                        .client()
                        .to("/api/users/usr_admin/tokens/" + made.path("id").asString())
                        .DELETE());

        assertThat(revoked.statusCode()).isEqualTo(204);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(
                                administration().as(token, "/api/users/me").statusCode())
                        .isEqualTo(401));
    }

    @Test
    void deactivatedUserLosesTokensForGood() throws IOException, InterruptedException {
        var user = administration().addUser("SALES");
        var token = administration().newToken(user.path("id").asString(), "crm");
        assertThat(administration().as(token, "/api/users/me").statusCode()).isEqualTo(200);

        var changed = administration().change(user, "{\"active\": false}", "\"1\"");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).hasValue("\"2\"");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(
                                administration().as(token, "/api/users/me").statusCode())
                        .isEqualTo(401));
        assertThat(administration().change(user, "{\"active\": true}", "\"2\"").statusCode())
                .isEqualTo(200);
        assertThat(administration().as(token, "/api/users/me").statusCode()).isEqualTo(401);
    }

    @Test
    void tokenIsShownOnceAndListed() throws IOException, InterruptedException {
        var user = administration().addUser("SALES").path("id").asString();
        var token = administration().newToken(user, "customers:read");

        var listed = administration().get("/api/users/" + user + "/tokens").body();

        assertThat(listed).contains("customers:read").doesNotContain(token);
        assertThat(JsonMapper.shared().readTree(listed).path("items")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"SALES, crm", "SALES, users:write", "ADMIN, orders:read", "ADMIN, users:read"})
    void tokenWithoutPermissionNeitherMakesNorRevokesTokens(String role, String scope)
            throws IOException, InterruptedException {
        var owner = role.equals("ADMIN")
                ? "usr_admin"
                : administration().addUser(role).path("id").asString();
        var made = administration().makeToken(owner, scope);
        var token = made.path("token").asString();
        var itself = "/api/users/me/tokens/" + made.path("id").asString();

        var another = administration()
                .post(token, "/api/users/me/tokens", "{\"name\": \"x\", \"scopes\": [\"crm\"], \"days\": 365}");
        var revoked = administration()
                .client()
                .send(administration()
                        .client()
                        .unauthenticated(itself)
                        .header("Authorization", "Bearer " + token)
                        .DELETE());

        assertThat(List.of(another.statusCode(), revoked.statusCode())).containsOnly(403);
        assertThat(another.body()).contains("users:write");
    }

    @Test
    void tokenWithoutPermissionDoesNotListTokens() throws IOException, InterruptedException {
        var user = administration().addUser("SALES").path("id").asString();

        var listed = administration().as(administration().newToken(user, "crm"), "/api/users/me/tokens");

        assertThat(listed.statusCode()).isEqualTo(403);
        assertThat(listed.body()).contains("users:read");
    }

    @Test
    void tokenForUserAdministrationMakesNoBroaderTokensForOthers() throws IOException, InterruptedException {
        var token = administration().newToken("usr_admin", "users:write");
        var other = "/api/users/" + administration().addUser("ADMIN").path("id").asString() + "/tokens";

        var broader = administration().post(token, other, "{\"name\": \"x\", \"scopes\": [\"crm\"]}");
        var same = administration().post(token, other, "{\"name\": \"x\", \"scopes\": [\"users:write\"]}");

        assertThat(broader.statusCode()).isEqualTo(422);
        assertThat(broader.body()).contains("\"field\":\"scopes\"");
        assertThat(same.statusCode()).isEqualTo(201);
    }

    @Test
    void tokenForUserAdministrationMakesNoBroaderTokens() throws IOException, InterruptedException {
        var token = administration().newToken("usr_admin", "users:write");

        var another = administration()
                .post(token, "/api/users/me/tokens", "{\"name\": \"x\", \"scopes\": [\"users:write\"]}");

        assertThat(another.statusCode()).isEqualTo(201);
    }

    @Test
    void tokenBroaderThanCallersTokenIsRefused() throws IOException, InterruptedException {
        var narrow = administration().newToken("usr_admin", "users:write");

        var answer = administration().post(narrow, "/api/users/me/tokens", "{\"name\": \"x\", \"scopes\": [\"crm\"]}");

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
    void invalidTokenRequestIsRefused(String body, int status, String named) throws IOException, InterruptedException {
        var answer = administration().post(IssuerUnderTest.ADMIN, "/api/users/usr_admin/tokens", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(named);
    }

    private UserAdministration administration() {
        return new UserAdministration(new TestClient(port));
    }
}
