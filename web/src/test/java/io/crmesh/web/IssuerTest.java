package io.crmesh.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuerTest {

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final int TOO_MUCH = 300 * 1024;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final HttpServer server = server();

    @BeforeEach
    void start() {
        server.start();
        answers.put(DISCOVERY, """
                {"issuer": "%1$s/", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/token"}""".formatted(uri()));
        answers.put("/keys", "{\"keys\": []}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void addressesAreReadFromTheDescription() throws IOException {
        var issuer = new Issuer(URI.create(uri() + "/"));

        assertThat(issuer.name()).isEqualTo(uri());
        assertThat(issuer.tokens()).isEqualTo(URI.create(uri() + "/token"));
        assertThat(issuer.keys().isEmpty()).isTrue();
    }

    @Test
    void descriptionOfAnotherIssuerIsRefused() {
        answers.put(DISCOVERY, "{\"issuer\": \"https://other.example\", \"jwks_uri\": \"%s/keys\"}".formatted(uri()));

        assertThatThrownBy(() -> new Issuer(URI.create(uri())).keys())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another one");
    }

    @Test
    void answerOfExcessiveSizeIsRefused() {
        answers.put("/keys", "{\"keys\": [], \"x\": \"" + "x".repeat(TOO_MUCH) + "\"}");

        assertThatThrownBy(() -> new Issuer(URI.create(uri())).keys()).isInstanceOf(IOException.class);
    }

    @Test
    void answerThatIsNoKeySetIsRefused() {
        answers.put("/keys", "keys");

        assertThatThrownBy(() -> new Issuer(URI.create(uri())).keys())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void errorStatusIsReported() {
        answers.remove("/keys");

        assertThatThrownBy(() -> new Issuer(URI.create(uri())).keys())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("404");
    }

    private String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private HttpServer server() {
        try {
            var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var _ = made.createContext("/", exchange -> {
                var answer = answers.get(exchange.getRequestURI().getPath());
                exchange.sendResponseHeaders(answer == null ? 404 : 200, 0);
                exchange.getResponseBody().write(answer == null ? new byte[0] : answer.getBytes(UTF_8));
                exchange.close();
            });
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
