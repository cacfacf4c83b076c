package io.crmesh.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stub of customer-service for look-ups of owners: each id is a customer of {@code usr_anna} and {@code team_south},
 * except for ids that contain {@code unknown}, {@code gone} or {@code broken}.
 */
public final class CustomerServiceStub {

    /** The sequence of each customer's last event. */
    public static final long SEQUENCE = 4;

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();

    private CustomerServiceStub(HttpServer server) {
        this.server = server;
    }

    public static CustomerServiceStub start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var stub = new CustomerServiceStub(server);
            var _ = server.createContext("/internal/customers/", stub::answer);
            server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The number of requests so far. */
    public int asked() {
        return asked.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        var path = exchange.getRequestURI().getPath();
        var state = path.contains("gone") ? "ERASED" : "ACTIVE";
        var body =
                "{\"owner\": \"usr_anna\", \"team\": \"team_south\", \"state\": \"%s\", \"sequence\": %d, \"more\": 1}"
                        .formatted(state, SEQUENCE)
                        .getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status(path), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static int status(String path) {
        if (path.contains("unknown")) {
            return 404;
        }
        return path.contains("broken") ? 500 : 200;
    }
}
