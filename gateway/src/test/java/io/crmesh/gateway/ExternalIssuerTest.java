package io.crmesh.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Somebody else issues the tokens: theirs are taken, and ours are not given. */
@GatewayTest
class ExternalIssuerTest {

    private static final RSAKey KEY = key();
    private static final HttpServer ISSUER = start();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void anotherIssuer(DynamicPropertyRegistry properties) {
        properties.add("crm.identity.external-issuer", ExternalIssuerTest::uri);
    }

    @AfterAll
    static void stop() {
        ISSUER.stop(0);
    }

    @Test
    void itsTokensAreTakenAndPassedOn() throws JOSEException, IOException, InterruptedException {
        Backends.named("tickets").reset();
        var token = theirs();

        assertThat(as(token, "/api/tickets").statusCode()).isEqualTo(200);

        assertThat(Backends.named("tickets").seen().getFirst().headers().get("Authorization"))
                .containsExactly("Bearer " + token);
    }

    @Test
    void oursAreNot() throws IOException, InterruptedException {
        assertThat(as(SignedInTests.ADMIN, "/api/tickets").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/jwks", "/.well-known/openid-configuration"})
    void nobodyGetsTokensHere(String path) throws IOException, InterruptedException {
        var browser = new Browser(port);

        assertThat(browser.send(browser.strange(path)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/users", "/api/users/me", "/api/teams"})
    void usersAreNotOurs(String path) throws JOSEException, IOException, InterruptedException {
        assertThat(as(theirs(), path).statusCode()).isEqualTo(404);
    }

    @Test
    void theGatewayIsReady() throws IOException, InterruptedException {
        var browser = new Browser(port);

        assertThat(browser.send(browser.strange("/actuator/health/readiness")).statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> as(String token, String path) throws IOException, InterruptedException {
        var browser = new Browser(port);
        return browser.send(browser.strange(path).header("Authorization", "Bearer " + token));
    }

    private static String theirs() throws JOSEException {
        var claims = SignedInTests.claims("0b5c", "ADMIN").issuer(uri()).build();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("theirs").build(), claims);
        token.sign(new RSASSASigner(KEY));
        return token.serialize();
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
                var body = exchange.getRequestURI().getPath().equals("/keys")
                        ? new JWKSet(KEY.toPublicJWK()).toString()
                        : """
                        {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/token",
                         "subject_types_supported": ["public"]}""".formatted(uri());
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 0);
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
