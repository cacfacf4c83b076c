package io.crmesh.platform.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.crmesh.platform.encryption.EncryptionSettings.Kms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Stub of a transit engine that follows its documentation, and fails as a test demands. */
final class TransitStandIn implements AutoCloseable {

    static final String TOKEN = "hvs.CAESIJ";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PATH = "/v1/team/transit/decrypt/crm";

    private final Map<String, byte[]> wrapped = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile String token = TOKEN;
    volatile @Nullable Fault fault;

    /** What it does instead of its normal answer. */
    interface Fault {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private TransitStandIn(HttpServer server) {
        this.server = server;
    }

    static TransitStandIn open() throws IOException {
        return open(HttpServer.create(anyPort(), 0));
    }

    /** A stub that speaks TLS. */
    static TransitStandIn open(SSLContext certified) throws IOException {
        var server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certified));
        return open(server);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static TransitStandIn open(HttpServer server) {
        var standIn = new TransitStandIn(server);
        server.setExecutor(standIn.threads);
        var _ = server.createContext("/", standIn::answer);
        server.start();
        return standIn;
    }

    /** The settings for it, before a test changes any. */
    Kms settings(Path tokenFile) {
        return new Kms(address(), tokenFile.toString(), "team/transit/crm", Duration.ofSeconds(5));
    }

    String address() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    /** A wrapped data key in its notation. */
    String wrap(byte[] key) {
        var bytes = new byte[12 + key.length + 16];
        new SecureRandom().nextBytes(bytes);
        var name = "vault:v1:" + Base64.getEncoder().encodeToString(bytes);
        wrapped.put(name, key);
        return name;
    }

    void refuse(int status, String error) {
        fault = exchange -> send(exchange, status, "{\"errors\":[\"%s\"]}".formatted(error));
    }

    void say(UnaryOperator<String> change) {
        fault = exchange -> send(exchange, 200, change.apply(goodAnswer(exchange)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            var now = fault;
            if (now != null) {
                now.answer(exchange);
            } else if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
                send(exchange, 403, "{\"errors\":[\"permission denied\"]}");
            } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
                send(exchange, 404, "{\"errors\":[\"no handler for route\"]}");
            } else {
                send(exchange, 200, goodAnswer(exchange));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String goodAnswer(HttpExchange exchange) throws IOException {
        var name = JSON.readTree(exchange.getRequestBody()).path("ciphertext").asString();
        var key = wrapped.get(name);
        if (key == null) {
            throw new IOException("This was never wrapped here");
        }
        return """
                {"request_id": "5d7a2b3e-3c0f-3d0b-6c4e-0f8f1c1f2b11", "lease_id": "", "renewable": false,
                 "lease_duration": 0, "data": {"plaintext": "%s"}, "wrap_info": null, "warnings": null, "auth": null}
                """.formatted(Base64.getEncoder().encodeToString(key));
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, 0);
        exchange.getResponseBody().write(body.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
