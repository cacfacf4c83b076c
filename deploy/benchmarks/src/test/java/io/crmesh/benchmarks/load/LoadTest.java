package io.crmesh.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {

    private final AtomicInteger requests = new AtomicInteger();
    private final ConcurrentHashMap<String, String> keys = new ConcurrentHashMap<>();
    private HttpServer server = server();

    @BeforeEach
    void serve() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Server that fails every fifth request and stalls at the first. */
    private HttpServer server() {
        try {
            var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/api/orders", exchange -> {
                var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                var _ = keys.put(exchange.getRequestHeaders().getFirst("Idempotency-Key"), body);
                var number = requests.getAndIncrement();
                if (number == 0) {
                    stall();
                }
                exchange.getResponseHeaders().set("Location", "/api/orders/ord_" + number);
                exchange.sendResponseHeaders(number % 5 == 4 ? 503 : 201, -1);
                exchange.close();
            });
            return made;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stall() {
        try {
            TimeUnit.MILLISECONDS.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Test
    void everyRequestHasOwnKeyAndIsCounted() throws InterruptedException {
        var orders = Orders.of(List.of("cus_a", "cus_b"), uri());

        var result = Load.flat(2, 50, Duration.ofSeconds(20)).on(uri(), orders);

        assertThat(result.successes()).isEqualTo(40);
        assertThat(result.failures()).isEqualTo(10);
        assertThat(result.failure()).isEqualTo("status 503");
        assertThat(keys).hasSize(50).containsValue(Orders.template().replace("CUSTOMER", "cus_b"));
    }

    @Test
    void stallDelaysAllRequestsDueMeanwhile() throws InterruptedException {
        var orders = Orders.of(List.of("cus_a"), uri());
        var load = new Load(1, new Pace.Steady(100), 12, Duration.ofSeconds(20));

        var result = load.on(uri(), orders);

        assertThat(result.accepted()).hasSize(10).containsKey("ord_11");
        assertThat(result.waits().p50()).as("one stalled, ten waited").isGreaterThan(150);
    }
}
