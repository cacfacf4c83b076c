package io.crmesh.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever starts an installation for the first time is told how to sign in, and nobody is told again. */
class FirstPasswordTest {

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String password = "NONE";
    private volatile int status = 200;
    private HttpServer gateway;

    @BeforeEach
    void aGateway() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
        Files.writeString(folder.resolve("operator"), "secret");
    }

    @AfterEach
    void close() {
        gateway.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        asked.add(request);
        var body = switch (request) {
            case "POST /oauth2/token" -> "{\"access_token\": \"t\"}";
            case "GET /api/users/usr_admin" -> "{\"password\": \"%s\"}".formatted(password);
            case "PUT /api/users/usr_admin/temporary-password" -> {
                password = "TEMPORARY";
                yield "{\"username\": \"admin\", \"password\": \"given-1\", \"endsAt\": \"2026-01-01T00:00:00Z\"}";
            }
            default -> "{}";
        };
        exchange.sendResponseHeaders(status, body.length());
        try (var out = exchange.getResponseBody()) {
            out.write(body.getBytes(UTF_8));
        }
    }

    private String told(Optional<Path> note) throws Exception {
        asked.clear();
        var words = new ByteArrayOutputStream();
        var address = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
        new FirstPassword(address, folder, note, new Console(new PrintStream(words, true, UTF_8))).tell();
        return words.toString(UTF_8);
    }

    @Test
    void itIsToldOnceAndLaterStartsDoNotAsk() throws Exception {
        var note = Optional.of(folder.resolve("note"));

        assertThat(told(note)).contains("admin", "given-1");
        assertThat(Files.readString(note.get())).isEmpty();

        assertThat(told(note)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aDatabaseElsewhereIsAskedEachTime() throws Exception {
        assertThat(told(Optional.empty())).contains("given-1");
        assertThat(told(Optional.empty())).isEmpty();
        assertThat(asked).contains("GET /api/users/usr_admin");
    }

    @Test
    void whatCouldNotBeAskedIsAskedAgain() throws Exception {
        var note = Optional.of(folder.resolve("note"));
        status = 503;

        assertThat(told(note)).contains("./crm password");
        assertThat(note.get()).doesNotExist();

        status = 200;
        assertThat(told(note)).contains("given-1");
    }
}
