package io.crmesh.gateway;

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

/** A service as small as can be: it remembers what reached it and answers as a test wants. */
final class Backend implements AutoCloseable {

    /** What reached the service. */
    record Seen(String method, String uri, Map<String, List<String>> headers, int length) {}

    private final HttpServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile HttpHandler behaviour = exchange -> answer(exchange, 200, "{}");

    private Backend(HttpServer server) {
        this.server = server;
    }

    static Backend start() {
        return start(0);
    }

    static Backend start(int port) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var backend = new Backend(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", backend::handle);
            server.start();
            return backend;
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

    static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    void behave(HttpHandler wish) {
        behaviour = wish;
    }

    void answer(int status, String json) {
        behave(exchange -> answer(exchange, status, json));
    }

    /** Forgets what it saw and behaves again. */
    void reset() {
        seen.clear();
        answer(200, "{}");
    }

    List<Seen> seen() {
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
