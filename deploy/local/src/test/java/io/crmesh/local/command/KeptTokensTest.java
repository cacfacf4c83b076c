package io.crmesh.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crmesh.local.access.Operator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./crm token} prints the token that it made before, for as long as the gateway takes it. */
class KeptTokensTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private final AtomicInteger made = new AtomicInteger();
    private HttpServer gateway;
    private boolean revoked;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("secrets")).resolve("operator"), "secret");
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/oauth2/token", exchange -> answer(exchange, 200, "{\"access_token\": \"x\"}"));
        gateway.createContext("/api/users/me", exchange -> answer(exchange, revoked ? 401 : 200, "{}"));
        gateway.createContext(
                "/api/users/usr_admin/tokens",
                exchange ->
                        answer(exchange, 201, """
                {"id": "tok_%1$d", "token": "crm_%1$d", "expiresAt": "%2$s"}""".formatted(made.incrementAndGet(), NOON.plus(Duration.ofDays(1)))));
        gateway.createContext("/api/users/usr_none/tokens", exchange -> answer(exchange, 422, """
                {"type": "urn:crm:problem:impossible", "title": "Unprocessable Content", "status": 422,
                 "detail": "One of them does not exist",
                 "errors": [{"field": "scopes", "message": "One of them does not exist"}]}"""));
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void sameRequestGetsTheSameToken() throws InterruptedException {
        assertThat(token(NOON, "reports")).isEqualTo("crm_1");
        assertThat(token(NOON.plus(Duration.ofHours(22)), "reports")).isEqualTo("crm_1");

        assertThat(token(NOON, "other")).isEqualTo("crm_2");
    }

    @Test
    void tokenThatEndsSoonOrWasRevokedIsMadeAnew() throws InterruptedException {
        assertThat(token(NOON, "reports")).isEqualTo("crm_1");
        assertThat(token(NOON.plus(Duration.ofMinutes(23 * 60 + 1)), "reports")).isEqualTo("crm_2");
        revoked = true;

        assertThat(token(NOON, "reports")).isEqualTo("crm_3");
    }

    @Test
    void refusalIsToldInWords() {
        assertThatThrownBy(() -> operator().token("usr_none", "reports", Set.of("nothing"), 1))
                .isInstanceOf(Operator.RequestFailed.class)
                .hasMessageContaining("422: One of them does not exist")
                .hasMessageContaining("scopes: ")
                .message()
                .doesNotContain("{", "urn:crm");
    }

    private String token(Instant now, String name) throws InterruptedException {
        return new KeptTokens(folder.resolve("tokens"), address(), operator(), Clock.fixed(now, ZoneOffset.UTC))
                .token("usr_admin", name, Set.of("crm"), 1);
    }

    private Operator operator() {
        return new Operator(address(), folder.resolve("secrets"));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var body = json.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
