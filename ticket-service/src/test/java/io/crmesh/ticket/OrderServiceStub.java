package io.crmesh.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stub of order-service for look-ups of orders: it knows those that a test placed, and fails for ids with {@code broken}. */
final class OrderServiceStub {

    private static final String PATH = "/internal/events/";

    private final HttpServer server;
    private final Map<String, String> customers = new ConcurrentHashMap<>();

    private OrderServiceStub(HttpServer server) {
        this.server = server;
    }

    static OrderServiceStub start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var stub = new OrderServiceStub(server);
            var _ = server.createContext(PATH, stub::answer);
            server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void placed(String order, String customer) {
        customers.put(order, customer);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var order = exchange.getRequestURI().getPath().substring(PATH.length());
        var customer = customers.get(order);
        var events =
                "[{\"type\": \"order.placed\", \"subject\": \"%s\", \"customer\": \"%s\"}]".formatted(order, customer);
        var body = (customer == null ? "{}" : events).getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(order.contains("broken") ? 500 : customer == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
