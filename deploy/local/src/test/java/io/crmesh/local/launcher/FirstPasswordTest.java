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

class FirstPasswordTest {

    @TempDir
    private Path folder;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String password = "NONE";
    private volatile int status = 200;
    private HttpServer gateway;

    @BeforeEach
    void startGateway() throws IOException {
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
        requests.add(request);
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

    private String printed(Optional<Path> marker) throws Exception {
        requests.clear();
        var bytes = new ByteArrayOutputStream();
        var address = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
        new FirstPassword(address, folder, marker, new CommandOutput(new PrintStream(bytes, true, UTF_8))).printIfNew();
        return bytes.toString(UTF_8);
    }

    @Test
    void firstPasswordIsPrintedOnceAndLaterStartsSendNoRequest() throws Exception {
        var marker = Optional.of(folder.resolve("marker"));

        assertThat(printed(marker)).contains("admin", "given-1");
        assertThat(Files.readString(marker.get())).isEmpty();

        assertThat(printed(marker)).isEmpty();
        assertThat(requests).isEmpty();
    }

    @Test
    void externalDatabaseIsAskedAtEachStart() throws Exception {
        assertThat(printed(Optional.empty())).contains("given-1");
        assertThat(printed(Optional.empty())).isEmpty();
        assertThat(requests).contains("GET /api/users/usr_admin");
    }

    @Test
    void failedRequestIsRepeatedAtNextStart() throws Exception {
        var marker = Optional.of(folder.resolve("marker"));
        status = 503;

        assertThat(printed(marker)).contains("./crm password");
        assertThat(marker.get()).doesNotExist();

        status = 200;
        assertThat(printed(marker)).contains("given-1");
    }
}
