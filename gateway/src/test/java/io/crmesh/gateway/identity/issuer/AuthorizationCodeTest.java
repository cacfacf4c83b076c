package io.crmesh.gateway.identity.issuer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import io.crmesh.gateway.testing.BrowserTab;
import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.TestClient;
import io.crmesh.gateway.testing.UserAdministration;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/**
 * The issuer gives out authorization codes after a sign-in, for one use, and only to the client that asked for them.
 */
@GatewayTest
class AuthorizationCodeTest {

    private static final String VERIFIER = "v".repeat(50);
    private static final String BACK = "http://issuer.example/login/oauth2/code/crm";

    @LocalServerPort
    int port;

    private BrowserTab tab;

    @BeforeEach
    void signInAtIssuer() throws IOException, InterruptedException {
        var administration = new UserAdministration(new TestClient(port));
        await().untilAsserted(() -> assertThat(
                        administration.get("/api/users/usr_admin").statusCode())
                .isEqualTo(200));
        var user = administration.addUser("SALES");
        tab = new BrowserTab(port);
        var _ = tab.open("/account");
        var _ = tab.submit(
                "/sign-in",
                Map.of("username", user.path("username").asString(), "password", administration.givePassword(user)));
        var password = "four words are enough";
        var _ = tab.submit("/sign-in/password", Map.of("fresh", password, "again", password));
    }

    @Test
    void codeIsExchangedForIdTokenOnce() throws IOException, InterruptedException, ParseException {
        var code = code();

        var first = exchange(code, VERIFIER);
        var second = exchange(code, VERIFIER);

        assertThat(first.statusCode()).isEqualTo(200);
        var tokens = JsonMapper.shared().readTree(first.body());
        var identity = SignedJWT.parse(tokens.path("id_token").asString()).getJWTClaimsSet();
        assertThat(identity.getAudience()).containsExactly("gateway");
        assertThat(identity.getStringClaim("nonce")).isEqualTo("n1");
        var access = SignedJWT.parse(tokens.path("access_token").asString()).getJWTClaimsSet();
        assertThat(access.getStringListClaim("roles")).isEmpty();
        assertThat(access.getStringClaim("scope")).isEqualTo("openid");
        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(second.body()).contains("invalid_grant");
    }

    @Test
    void codeUsedConcurrentlyYieldsTokensOnce() throws InterruptedException, ExecutionException, IOException {
        var code = code();
        var answers = new ArrayList<Future<Integer>>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                answers.add(clients.submit(() -> exchange(code, VERIFIER).statusCode()));
            }
        }
        var statuses = new ArrayList<Integer>();
        for (var answer : answers) {
            statuses.add(answer.get());
        }

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
    }

    @Test
    void stolenCodeIsRefused() throws IOException, InterruptedException {
        assertThat(exchange(code(), "w".repeat(50)).statusCode()).isEqualTo(400);
        assertThat(exchange(code(), "").statusCode()).isEqualTo(400);
        assertThat(exchange("made-up", VERIFIER).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "response_type=code&client_id=gateway&scope=openid&redirect_uri=http://thief.example/",
                "response_type=code&client_id=nobody&scope=openid&redirect_uri=" + BACK,
                "response_type=code&client_id=order-service&scope=openid&redirect_uri=" + BACK
            })
    void codeIsSentToRegisteredAddressOnly(String query) throws IOException, InterruptedException {
        var answer = authorize(query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope=openid", "scope=users:write&code_challenge=abc&code_challenge_method=S256"})
    void authorizationRequestBeyondRegistrationIsRefused(String rest) throws IOException, InterruptedException {
        var answer = authorize("response_type=code&client_id=gateway&redirect_uri=" + BACK + "&" + rest);

        assertThat(answer.headers().firstValue("Location").orElse("")).startsWith(BACK + "?error=");
    }

    @Test
    void metadataListsExistingEndpointsOnly() throws IOException, InterruptedException {
        var about = tab.open("/.well-known/openid-configuration").body();

        assertThat(about).contains("authorization_endpoint", "token_endpoint", "jwks_uri", "S256");
        assertThat(about).doesNotContain("userinfo", "introspection", "revocation", "end_session");
        assertThat(tab.open("/.well-known/oauth-authorization-server").body())
                .doesNotContain("introspection", "revocation");
    }

    private String code() throws IOException, InterruptedException {
        var answer = authorize("response_type=code&client_id=gateway&scope=openid&nonce=n1&state=s1"
                + "&code_challenge_method=S256&code_challenge=%s&redirect_uri=%s".formatted(challenge(), BACK));
        var back = answer.headers().firstValue("Location").orElseThrow();
        var code = Pattern.compile("[?&]code=([^&]+)").matcher(back);
        assertThat(code.find()).as(back).isTrue();
        return code.group(1);
    }

    private HttpResponse<String> authorize(String query) throws IOException, InterruptedException {
        return tab.send(tab.to("/oauth2/authorize?" + query));
    }

    private HttpResponse<String> exchange(String code, String verifier) throws IOException, InterruptedException {
        var client = new TestClient(port);
        var basic = Base64.getEncoder().encodeToString("gateway:secret-of-gateway".getBytes(UTF_8));
        var body = "grant_type=authorization_code&code=%s&code_verifier=%s&redirect_uri=%s"
                .formatted(code, verifier, BACK);
        return client.send(client.unauthenticated("/oauth2/token")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String challenge() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
