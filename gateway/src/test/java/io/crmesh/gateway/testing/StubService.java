package io.crmesh.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stub of a service: it records the requests that reached it and answers as a test wants. */
public final class StubService implements AutoCloseable {

    /** A request that reached the service. */
    public record Seen(String method, String uri, Map<String, List<String>> headers, int length) {}

    private final HttpServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile HttpHandler behaviour = exchange -> answer(exchange, 200, "{}");

    private StubService(HttpServer server) {
        this.server = server;
    }

    static StubService start() {
        return start(0);
    }

    static StubService start(int port) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var service = new StubService(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", service::handle);
            server.start();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var length = exchange.getRequestBody().readAllBytes().length;
            var uri = exchange.getRequestURI().toString();
            seen.add(new Seen(exchange.getRequestMethod(), uri, Map.copyOf(exchange.getRequestHeaders()), length));
            behaviour.handle(exchange);
        }
    }

    public static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    public void onRequest(HttpHandler handler) {
        behaviour = handler;
    }

    public void answer(int status, String json) {
        onRequest(exchange -> answer(exchange, status, json));
    }

    /** Forgets the recorded requests, and answers 200 again. */
    public void reset() {
        seen.clear();
        answer(200, "{}");
    }

    public List<Seen> seen() {
        return seen;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
