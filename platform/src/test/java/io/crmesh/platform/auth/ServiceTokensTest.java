package io.crmesh.platform.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.crmesh.platform.testing.TestIssuer;
import io.crmesh.web.Issuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

class ServiceTokensTest {

    @TempDir
    Path secrets;

    private final List<String> came = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private HttpServer other;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(secrets.resolve("order-service"), "a secret\n");
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var _ = other.createContext("/", exchange -> {
            came.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        other.start();
    }

    @AfterEach
    void close() {
        other.stop(0);
    }

    @Test
    void tokenIsCachedAndNamesOnlyTheConfiguredScopes() throws ParseException {
        var before = TestIssuer.tokensGiven();
        var service = service(TestIssuer.uri());

        IntStream.range(0, 5).forEach(_ -> ask(service));

        assertThat(TestIssuer.tokensGiven() - before).isEqualTo(1);
        assertThat(came).hasSize(5).containsOnly(came.getFirst());
        var token = came.getFirst().substring("Bearer ".length());
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("scope"))
                .isEqualTo("events:read owners:read");
        var tokens = new TokenVerifier(new Issuer(URI.create(TestIssuer.uri())), "crm", Clock.systemUTC());
        assertThat(tokens.caller(token).orElseThrow().permissions()).containsOnlyKeys("events:read", "owners:read");
    }

    @Test
    void concurrentRequestsFetchOneToken() {
        var before = TestIssuer.tokensGiven();
        var service = service(TestIssuer.uri());

        IntStream.range(0, 16).parallel().forEach(_ -> ask(service));

        assertThat(TestIssuer.tokensGiven() - before).isEqualTo(1);
    }

    @Test
    void rejectedTokenIsFetchedAgain() {
        var before = TestIssuer.tokensGiven();
        var service = service(TestIssuer.uri());
        status = 401;
        assertThatThrownBy(() -> ask(service)).isInstanceOf(HttpClientErrorException.class);
        status = 200;

        ask(service);

        assertThat(TestIssuer.tokensGiven() - before).isEqualTo(2);
    }

    @Test
    void requestIsNotSentWhileTheIssuerIsAway() {
        var service = service("http://127.0.0.1:1");

        assertThatThrownBy(() -> ask(service)).isInstanceOf(ResourceAccessException.class);
        assertThat(came).isEmpty();
    }

    @Test
    void refusingIssuerIsNotAskedAgainImmediately() {
        var service = service(refusing());

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> ask(service))
                    .isInstanceOf(ResourceAccessException.class)
                    .hasStackTraceContaining("No token can be had from the issuer");
        }

        assertThat(asked).hasValueLessThanOrEqualTo(2);
        assertThat(came).isEmpty();
    }

    /** An issuer that describes itself and refuses every token request. */
    private String refusing() {
        var uri = "http://127.0.0.1:" + other.getAddress().getPort();
        var description = "{\"issuer\": \"%1$s\", \"token_endpoint\": \"%1$s/token\"}".formatted(uri);
        var _ = other.createContext("/.well-known/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(description.getBytes(UTF_8));
            exchange.close();
        });
        var _ = other.createContext("/token", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        return uri;
    }

    @Test
    void requestIsNotSentWithoutASecret() throws IOException {
        Files.delete(secrets.resolve("order-service"));
        var service = service(TestIssuer.uri());

        assertThatThrownBy(() -> ask(service)).isInstanceOf(ResourceAccessException.class);
        assertThat(came).isEmpty();
    }

    private RestClient service(String issuer) {
        var tokens = new ServiceTokens(
                new Issuer(URI.create(issuer)), "order-service", secrets, Set.of("owners:read", "events:read"));
        return RestClient.builder()
                .baseUrl("http://127.0.0.1:" + other.getAddress().getPort())
                .requestInterceptor(tokens)
                .build();
    }

    private static void ask(RestClient service) {
        var _ = service.get().uri("/").retrieve().toBodilessEntity();
    }
}
