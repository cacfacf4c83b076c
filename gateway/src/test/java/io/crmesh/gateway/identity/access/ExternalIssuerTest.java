package io.crmesh.gateway.identity.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.crmesh.gateway.testing.BrowserTab;
import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.IssuerUnderTest;
import io.crmesh.gateway.testing.StubServices;
import io.crmesh.gateway.testing.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.util.UriComponentsBuilder;

/** With an external issuer, its tokens are accepted, and the gateway issues none. */
@GatewayTest
@ExtendWith(OutputCaptureExtension.class)
class ExternalIssuerTest {

    private static final AtomicReference<@Nullable String> NONCE = new AtomicReference<>();
    private static final AtomicReference<@Nullable String> REFUSAL = new AtomicReference<>();
    private static final AtomicBoolean ROTATES = new AtomicBoolean();
    private static final Set<String> USED = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger ASKED_FOR_KEYS = new AtomicInteger();
    private static final RSAKey KEY = key();
    private static final HttpServer ISSUER = start();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void externalIssuer(DynamicPropertyRegistry properties) {
        properties.add("crm.identity.external-issuer", ExternalIssuerTest::uri);
    }

    @AfterAll
    static void stop() {
        ISSUER.stop(0);
    }

    @Test
    void tokenOfExternalIssuerIsPassedOn() throws IOException, InterruptedException {
        StubServices.named("tickets").reset();
        var token = theirs();

        assertThat(as(token, "/api/tickets").statusCode()).isEqualTo(200);

        assertThat(StubServices.named("tickets").seen().getFirst().headers().get("Authorization"))
                .containsExactly("Bearer " + token);
    }

    @Test
    void tokenOfBuiltInIssuerIsRefused() throws IOException, InterruptedException {
        assertThat(as(IssuerUnderTest.ADMIN, "/api/tickets").statusCode()).isEqualTo(401);
    }

    @Test
    void inventedKeysAreRarelyFetched() throws IOException, InterruptedException {
        assertThat(as(theirs(), "/api/tickets").statusCode()).isEqualTo(200);
        ASKED_FOR_KEYS.set(0);
        var claims = IssuerUnderTest.claims("0b5c", "ADMIN").issuer(uri()).build();

        for (int i = 0; i < 50; i++) {
            assertThat(as(signed(claims, "invented-" + i), "/api/tickets").statusCode())
                    .isEqualTo(401);
        }

        assertThat(ASKED_FOR_KEYS.get()).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/jwks", "/.well-known/openid-configuration"})
    void builtInIssuerDoesNotExist(String path) throws IOException, InterruptedException {
        var client = new TestClient(port);

        assertThat(client.send(client.unauthenticated(path)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/users", "/api/users/me", "/api/teams"})
    void userEndpointsDoNotExist(String path) throws IOException, InterruptedException {
        assertThat(as(theirs(), path).statusCode()).isEqualTo(404);
    }

    @Test
    void gatewayIsReady() throws IOException, InterruptedException {
        var client = new TestClient(port);

        assertThat(client.send(client.unauthenticated("/actuator/health/readiness"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void userSignsInAtExternalIssuerAndUsesTheApi() throws IOException, InterruptedException, ParseException {
        StubServices.named("tickets").reset();
        var tab = new BrowserTab(port);
        var account = authentication(tab);

        assertThat(account.statusCode()).isEqualTo(200);
        assertThat(account.body())
                .contains("Li Wang", "li.wang", "ADMIN")
                .doesNotContain("0b5c", "/account/password", "/account/tokens");
        assertThat(tab.send(tab.to("/account/tokens")).statusCode()).isEqualTo(404);
        assertThat(tab.cookies()).containsOnlyKeys("crm-session", "XSRF-TOKEN");
        // The first token lasts a second, so the service saw a refreshed one.
        await().untilAsserted(() -> {
            assertThat(tab.open("/api/tickets").statusCode()).isEqualTo(200);
            assertThat(lastSeen().getJWTID()).isEqualTo("refresh_token");
        });
        var _ = tab.open("/account");
        var end = tab.submit("/sign-out", Map.of()).uri().toString();
        assertThat(end)
                .startsWith(uri() + "/end?client_id=gateway&post_logout_redirect_uri=http%3A%2F%2Fissuer.example");
        var hint = SignedJWT.parse(end.replaceFirst(".*id_token_hint=", "")).getJWTClaimsSet();
        assertThat(hint.getAudience()).containsExactly("gateway");
    }

    /** Such an issuer takes each refresh token once; a second use looks like theft. */
    @Test
    void parallelRequestsOfASessionRenewItsTokensOnce() throws IOException, InterruptedException {
        var tab = new BrowserTab(port);
        REFUSAL.set("temporarily_unavailable"); // so that signing in does not renew the token already
        var _ = authentication(tab);
        REFUSAL.set(null);
        USED.clear();
        ROTATES.set(true);
        try (var browser = HttpClient.newHttpClient()) {
            var cookie = "crm-session=" + tab.cookies().get("crm-session");
            var answers = IntStream.range(0, 8)
                    .mapToObj(
                            _ -> tab.to("/api/tickets").header("Cookie", cookie).build())
                    .map(request -> browser.sendAsync(request, BodyHandlers.ofString()))
                    .toList();

            assertThat(answers)
                    .allSatisfy(each -> assertThat(each.join().statusCode()).isEqualTo(200));
            assertThat(USED).hasSize(1);
            assertThat(tab.open("/api/tickets").statusCode()).isEqualTo(200);
        } finally {
            ROTATES.set(false);
        }
    }

    @ParameterizedTest
    @CsvSource({"invalid_grant, 401", "temporarily_unavailable, 503"})
    void failedTokenRefreshIsAnsweredByItsCause(String error, int status) throws IOException, InterruptedException {
        var tab = new BrowserTab(port);
        REFUSAL.set(error);
        try {
            var _ = authentication(tab);
            assertThat(tab.open("/api/tickets").statusCode()).isEqualTo(status);
        } finally {
            REFUSAL.set(null);
        }

        // After a failure of the issuer, the session goes on.
        assertThat(tab.open("/api/tickets").statusCode()).isEqualTo(status == 503 ? 200 : 401);
    }

    private HttpResponse<String> authentication(BrowserTab tab) throws IOException, InterruptedException {
        var redirect = tab.send(tab.to("/oauth2/authorization/crm?page=/account"));
        var issuerAddress = redirect.headers().firstValue("Location").orElseThrow();
        assertThat(issuerAddress).startsWith(uri() + "/authorize?").contains("code_challenge_method=S256");
        var parameters =
                UriComponentsBuilder.fromUriString(issuerAddress).build().getQueryParams();
        NONCE.set(parameters.getFirst("nonce"));
        return tab.open("/login/oauth2/code/crm?code=x&state=" + parameters.getFirst("state"));
    }

    private static JWTClaimsSet lastSeen() throws ParseException {
        var seen = StubServices.named("tickets").seen().getLast().headers().getOrDefault("Authorization", List.of());
        return SignedJWT.parse(seen.getFirst().substring("Bearer ".length())).getJWTClaimsSet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=x&state=made-up", "code=x", "error=access_denied&state=made-up"})
    void returnWithoutStartedSignInIsRefused(String query) throws IOException, InterruptedException {
        var tab = new BrowserTab(port);

        var answer = tab.open("/login/oauth2/code/crm?" + query);

        assertThat(answer.body()).contains("Please try once more", "/oauth2/authorization/crm");
        assertThat(tab.open("/api/tickets").statusCode()).isEqualTo(401);
    }

    @Test
    void errorTextOfReturnIsNotLogged(CapturedOutput log) throws IOException, InterruptedException {
        var tab = new BrowserTab(port);
        var redirect = tab.send(tab.to("/oauth2/authorization/crm"));
        var issuerAddress = redirect.headers().firstValue("Location").orElseThrow();
        var state = UriComponentsBuilder.fromUriString(issuerAddress)
                .build()
                .getQueryParams()
                .getFirst("state");

        var answer = tab.open("/login/oauth2/code/crm?error=x&error_description=a%0Aforged%20line&state=" + state);

        assertThat(answer.body()).contains("Please try once more");
        assertThat(log)
                .contains("came back from the issuer without a valid sign-in")
                .doesNotContain("forged");
    }

    @Test
    void passwordPagesAreDisabled() throws IOException, InterruptedException {
        var tab = new BrowserTab(port);
        var _ = tab.open("/sign-in?failed");

        assertThat(tab.post("/sign-in", Map.of("username", "admin")).statusCode())
                .isNotEqualTo(200);
        assertThat(tab.open("/sign-in/password").body()).doesNotContain("name=\"fresh\"");
    }

    private HttpResponse<String> as(String token, String path) throws IOException, InterruptedException {
        var client = new TestClient(port);
        return client.send(client.unauthenticated(path).header("Authorization", "Bearer " + token));
    }

    private static String theirs() {
        return signed(IssuerUnderTest.claims("0b5c", "ADMIN").issuer(uri()).build());
    }

    private static String signed(JWTClaimsSet claims) {
        return signed(claims, "theirs");
    }

    private static String signed(JWTClaimsSet claims, String key) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key).build(), claims);
            token.sign(new RSASSASigner(KEY));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tokens(String request) {
        var renewed = request.contains("grant_type=refresh_token");
        if (renewed && REFUSAL.get() != null) {
            return "{\"error\": \"%s\"}".formatted(REFUSAL.get());
        }
        if (renewed && ROTATES.get() && !USED.add(request.replaceFirst(".*refresh_token=([^&]+).*", "$1"))) {
            return "{\"error\": \"invalid_grant\"}";
        }
        var id = renewed ? "refresh_token" : "code";
        var access = signed(
                IssuerUnderTest.claims("0b5c", "ADMIN").issuer(uri()).jwtID(id).build());
        var identity = signed(IssuerUnderTest.claims("0b5c")
                .issuer(uri())
                .audience("gateway")
                .claim("nonce", NONCE.get())
                .claim("preferred_username", "li.wang")
                .claim("name", "Li Wang")
                .build());
        return """
                {"access_token": "%s", "id_token": "%s", "refresh_token": "r1", "token_type": "Bearer", "expires_in": %d}
                """.formatted(access, identity, renewed ? 300 : 1);
    }

    private static String uri() {
        return "http://127.0.0.1:" + ISSUER.getAddress().getPort();
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("theirs").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var _ = server.createContext("/", exchange -> {
                var body = switch (exchange.getRequestURI().getPath()) {
                    case "/keys" -> {
                        var _ = ASKED_FOR_KEYS.incrementAndGet();
                        yield new JWKSet(KEY.toPublicJWK()).toString();
                    }
                    case "/token" -> tokens(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    default -> """
                                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/token",
                                 "authorization_endpoint": "%1$s/authorize", "end_session_endpoint": "%1$s/end",
                                 "subject_types_supported": ["public"]}""".formatted(uri());
                };
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(body.startsWith("{\"error\"") ? 400 : 200, 0);
                exchange.getResponseBody().write(body.getBytes(UTF_8));
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
