package io.crmesh.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.crmesh.platform.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebTest
class SignInTest {

    private static final String PARCEL = "/parcels/par_0001";

    @Autowired
    MockMvcTester http;

    @LocalServerPort
    int port;

    @Test
    void requestWithoutTokenIsRefused() throws IOException, InterruptedException {
        var answer = anonymous(PARCEL);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body()).contains("urn:crm:problem:unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/actuator/prometheus", "/actuator/metrics", "/closed", "/error"})
    void requestWithoutTokenGetsTheSameAnswerForAnyPath(String path) throws IOException, InterruptedException {
        assertThat(anonymous(path).statusCode()).isEqualTo(401);
    }

    @Test
    void tokenInTheQueryIsIgnored() throws IOException, InterruptedException {
        assertThat(anonymous(PARCEL + "?access_token=" + TestIssuer.admin()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void apiDocumentNeedsNoToken() throws IOException, InterruptedException {
        assertThat(anonymous("/v3/api-docs").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> anonymous(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    static Stream<Arguments> badTokens() throws JOSEException {
        var good = TestIssuer.claims("local", "ADMIN");
        var now = Instant.now();
        return Stream.of(
                arguments("no signature", new PlainJWT(good.build()).serialize()),
                arguments("a secret for a key", signedWithASecret(good.build())),
                arguments("the key of another issuer", TestIssuer.signed(good.build(), TestIssuer.key("test"))),
                arguments("an unknown key", TestIssuer.signed(good.build(), TestIssuer.key("unknown"))),
                arguments(
                        "another issuer",
                        TestIssuer.signed(claims().issuer("http://127.0.0.1:1").build())),
                arguments(
                        "another audience",
                        TestIssuer.signed(claims().audience("shop").build())),
                arguments(
                        "no audience",
                        TestIssuer.signed(claims().audience(List.of()).build())),
                arguments("nobody", TestIssuer.signed(claims().subject(null).build())),
                arguments("an end in the past", TestIssuer.signed(ends(now.minusSeconds(60)))),
                arguments(
                        "no end",
                        TestIssuer.signed(claims().expirationTime(null).build())),
                arguments(
                        "a begin to come",
                        TestIssuer.signed(claims().notBeforeTime(Date.from(now.plusSeconds(90)))
                                .build())),
                arguments(
                        "too much",
                        TestIssuer.signed(
                                claims().claim("more", "x".repeat(6_000)).build())),
                arguments("no token", "x"),
                arguments("half a token", TestIssuer.admin().substring(0, 200)),
                arguments("a changed claim", changed(TestIssuer.token("local", "SALES"))));
    }

    private static JWTClaimsSet.Builder claims() {
        return TestIssuer.claims("local", "ADMIN");
    }

    private static JWTClaimsSet ends(Instant end) {
        return claims().expirationTime(Date.from(end)).build();
    }

    private static String signedWithASecret(JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("test").build(), claims);
        token.sign(new MACSigner("x".repeat(32)));
        return token.serialize();
    }

    /** The signature of one token with the claims of another. */
    private static String changed(String token) {
        var other = TestIssuer.admin().split("\\.", -1);
        var parts = token.split("\\.", -1);
        return parts[0] + "." + other[1] + "." + parts[2];
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void invalidTokenIsRefused(String what, String token) {
        var refused = show(token);

        assertThat(refused).hasStatus(401).hasHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        assertThat(refused).bodyJson().isLenientlyEqualTo("{\"type\": \"urn:crm:problem:invalid-token\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic bG9jYWw6eA==", "Bearer", "Bearer ", "bearer\tx"})
    void malformedAuthorizationHeaderIsRefused(String header) {
        assertThat(http.get().uri(PARCEL).header("Authorization", header)).hasStatus(401);
    }

    @Test
    void twoTokensAreRefused() {
        var token = "Bearer " + TestIssuer.admin();

        assertThat(http.get().uri(PARCEL).header("Authorization", token, token)).hasStatus(401);
    }

    @Test
    void unknownKeysAreNotFetchedRepeatedly() {
        assertThat(show(TestIssuer.admin())).hasStatusOk();
        var before = TestIssuer.keysFetched();

        for (int i = 0; i < 20; i++) {
            assertThat(show(TestIssuer.signed(claims().build(), invented(i)))).hasStatus(401);
        }
        assertThat(TestIssuer.keysFetched() - before).isLessThanOrEqualTo(1);
    }

    private static final RSAKey FOREIGN = TestIssuer.key("foreign");

    private static RSAKey invented(int i) {
        return new RSAKey.Builder(FOREIGN).keyID("invented-" + i).build();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ADMIN,    200
            SALES,    200
            FINANCE,  200
            NOBODY,   403
            SERVICE,  403
            """)
    void roleWithReadPermissionMayRead(String role, int status) {
        assertThat(show(TestIssuer.token("ann", role))).hasStatus(status);
    }

    @Test
    void missingPermissionIsNamed() {
        var refused = http.delete()
                .uri(PARCEL)
                .header("Authorization", "Bearer " + TestIssuer.token("ann", "FINANCE"))
                .header("If-Match", "\"7\"")
                .exchange();

        assertThat(refused).hasStatus(403).bodyJson().isLenientlyEqualTo("""
                {"type": "urn:crm:problem:forbidden",
                 "detail": "This needs a permission that you do not have: orders:write"}""");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ADMIN,       orders:read,              200
            ADMIN,       orders:write,             403
            ADMIN,       customers:read,           403
            ADMIN,       '',                       403
            INTEGRATION, orders:read orders:write, 200
            INTEGRATION, crm,                      403
            INTEGRATION, orders:write,             403
            """)
    void permissionsAreLimitedByTokenScopes(String role, String scope, int status) {
        var token = TestIssuer.signed(
                TestIssuer.claims("shop", role).claim("scope", scope).build());

        assertThat(show(token)).hasStatus(status);
    }

    @Test
    void scopeClaimMayBeAList() {
        var token = TestIssuer.signed(TestIssuer.claims("shop", "INTEGRATION")
                .claim("scope", List.of("orders:read"))
                .build());

        assertThat(show(token)).hasStatusOk();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            SALES   ; Theirs[owner=ann, teams=[north]]
            AGENT   ; All[]
            ADMIN   ; All[]
            """)
    void roleSeesItsRows(String role, String scope) {
        var token = TestIssuer.signed(
                TestIssuer.claims("ann", role).claim("teams", List.of("north")).build());

        assertThat(show(token)).bodyJson().extractingPath("scope").isEqualTo(scope);
    }

    @Test
    void widestRowsOfAllRolesCount() {
        assertThat(show(TestIssuer.token("ann", "SALES", "AGENT")))
                .bodyJson()
                .extractingPath("scope")
                .isEqualTo("All[]");
    }

    @Test
    void undeclaredControllerIsClosed() {
        assertThat(http.get().uri("/closed")).hasStatus(403);
    }

    @Test
    void methodPermissionOverridesClassPermission() {
        var refused = http.get()
                .uri("/parcels/limited?limit=1")
                .header("Authorization", "Bearer " + TestIssuer.token("ann", "FINANCE"))
                .exchange();

        assertThat(refused).hasStatus(403).bodyText().contains("orders:export");
    }

    private MvcTestResult show(String token) {
        return http.get().uri(PARCEL).header("Authorization", "Bearer " + token).exchange();
    }
}
