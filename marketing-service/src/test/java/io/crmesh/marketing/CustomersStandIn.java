package io.crmesh.marketing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crmesh.platform.event.RecordedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** Test double of customer-service, another service of which only the answers matter here. */
public final class CustomersStandIn implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final List<String> withdrawals = new CopyOnWriteArrayList<>();
    private final Set<String> commands = ConcurrentHashMap.newKeySet();
    private final Map<String, RecordedEvent> owned = new ConcurrentHashMap<>();
    private volatile boolean away;

    private CustomersStandIn(HttpServer server) {
        this.server = server;
    }

    public static CustomersStandIn open() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var customers = new CustomersStandIn(server);
            server.createContext("/internal/customers/", customers::answer);
            server.createContext("/internal/events/", customers::events);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return customers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on this customer may not be written to. */
    public void withdraw(String customer) {
        refuse(customer, "WITHDRAWN");
    }

    /** From now on this customer may not be written to for this reason. */
    public void refuse(String customer, String reason) {
        refused.put(customer, reason);
    }

    /** From now on this customer may be written to again. */
    public void consent(String customer) {
        refused.remove(customer);
    }

    /** From now on it has this event of a customer and no other. */
    public void owns(RecordedEvent registration) {
        owned.put(registration.subject(), registration);
    }

    public void away(boolean isAway) {
        away = isAway;
    }

    public int asked(String customer) {
        return asked.getOrDefault(customer, 0);
    }

    /** The withdrawn consents: {@code customer/purpose/channel}. */
    public List<String> withdrawals() {
        return List.copyOf(withdrawals);
    }

    private void events(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var event = owned.get(path.substring(path.lastIndexOf('/') + 1));
        if (away) {
            reply(exchange, 503, "");
        } else if (event == null) {
            reply(exchange, 404, "");
        } else {
            reply(exchange, 200, JsonMapper.shared().writeValueAsString(List.of(event)));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var parts = exchange.getRequestURI().getPath().split("/", -1);
        var customer = parts[3];
        if (away) {
            reply(exchange, 503, "");
        } else if (exchange.getRequestMethod().equals("POST")) {
            if (commands.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"))) {
                withdrawals.add(customer + "/" + parts[5] + "/" + parts[6]);
                withdraw(customer);
            }
            reply(exchange, 204, "");
        } else {
            asked.merge(customer, 1, Integer::sum);
            var reason = refused.get(customer);
            reply(exchange, 200, reason != null ? """
                    {"allowed": false, "reason": "%s"}""".formatted(reason) : """
                    {"allowed": true, "address": "%s@example.org", "name": "王丽 <Lee>", "language": "zh-CN", "new": 1}""".formatted(customer));
        }
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, status == 204 ? -1 : body.length);
        if (status != 204) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
