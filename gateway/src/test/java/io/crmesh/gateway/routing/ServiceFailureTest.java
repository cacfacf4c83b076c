package io.crmesh.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.StubService;
import io.crmesh.gateway.testing.StubServices;
import io.crmesh.gateway.testing.TestClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Responses to callers while services are slow, full, failing or unavailable. */
@GatewayTest
class ServiceFailureTest {

    private static final String[] SECURITY_HEADERS = {
        "content-security-policy",
        "cache-control",
        "cross-origin-resource-policy",
        "referrer-policy",
        "x-content-type-options",
        "x-frame-options"
    };

    @LocalServerPort
    int port;

    @BeforeEach
    @AfterEach
    void resetServices() {
        StubServices.ALL.values().forEach(StubService::reset);
    }

    @Test
    void slowServiceTimesOut() throws IOException, InterruptedException {
        var end = new CountDownLatch(1);
        StubServices.named("customers").onRequest(exchange -> wait(end));

        var answer = client().get("/api/customers");
        end.countDown();

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("urn:crm:problem:timeout");
    }

    @Test
    void fullServiceIsRefusedWithRetryAfterAndOthersAreServed() throws IOException, InterruptedException {
        var end = new CountDownLatch(1);
        StubServices.named("orders").onRequest(exchange -> {
            wait(end);
            StubService.answer(exchange, 200, "{}");
        });
        var waiting = IntStream.range(0, 2)
                .mapToObj(_ -> HttpClient.newHttpClient()
                        .sendAsync(client().to("/api/orders").build(), BodyHandlers.ofString()))
                .toList();
        await().until(() -> StubServices.named("orders").seen().size() == 2);

        var refused = client().get("/api/orders");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(client().get("/api/tickets").statusCode()).isEqualTo(200);
        end.countDown();
        assertThat(waiting)
                .allSatisfy(each -> assertThat(each.join().statusCode()).isEqualTo(200));
        await().untilAsserted(() ->
                assertThat(client().get("/api/orders").statusCode()).isEqualTo(200));
    }

    @Test
    void failingServiceOpensTheCircuitBreaker() throws IOException, InterruptedException {
        var interactions = StubServices.named("interactions");
        interactions.answer(500, "{\"type\":\"theirs\"}");
        var answers = new ArrayList<HttpResponse<String>>();
        for (var i = 0; i <= 20; i++) {
            answers.add(client().get("/api/tasks"));
        }

        assertThat(answers.getFirst().body()).contains("theirs");
        assertThat(answers.getLast().statusCode()).isEqualTo(503);
        assertThat(answers.getLast().headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answers.getLast().body()).contains("urn:crm:problem:unavailable");
        assertThat(interactions.seen()).hasSizeLessThanOrEqualTo(20);
        var breaker = breaker("interactions");
        assertThat(breaker.path("state").asString()).isEqualTo("OPEN");
        assertThat(breaker.path("calls").asInt()).isEqualTo(20);
        // Calls that other tests made are counted, too.
        assertThat(breaker.path("failed").asInt()).isBetween(interactions.seen().size(), 20);
        assertThat(breaker.path("failureRate").asInt())
                .isEqualTo(100 * breaker.path("failed").asInt() / 20);
        assertThat(breaker.path("refused").asInt()).isPositive();
        interactions.answer(200, "{}");
        await().untilAsserted(() ->
                assertThat(client().get("/api/tasks").statusCode()).isEqualTo(200));
    }

    private JsonNode breaker(String service) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(client().get("/api/system/breakers").body())
                .path("items")
                .valueStream()
                .filter(each -> each.path("name").asString().equals(service))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void deliberateRefusalsLeaveTheCircuitBreakerClosed() throws IOException, InterruptedException {
        var orders = StubServices.named("orders");
        orders.onRequest(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            StubService.answer(exchange, 503, "{\"type\":\"urn:crm:problem:busy\"}");
        });
        for (var i = 0; i < 25; i++) {
            assertThat(client().post("/api/orders", "{}").body()).contains("urn:crm:problem:busy");
        }

        orders.answer(200, "{}");

        assertThat(client().get("/api/orders").statusCode()).isEqualTo(200);
    }

    @Test
    void eventStreamIsForwardedWithoutBuffering() throws IOException, InterruptedException {
        var ticks = new SynchronousQueue<String>();
        StubServices.named("tickets").onRequest(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            for (var tick = next(ticks); !tick.isEmpty(); tick = next(ticks)) {
                exchange.getResponseBody().write(tick.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
        });
        var request = client().to("/api/tickets/events")
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(5));
        var stream = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());

        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            for (var i = 0; i < 3; i++) {
                // The next tick is sent only after the last one arrived, so a buffer anywhere would block the test.
                assertThat(ticks.offer("data: " + i + "\n", 5, TimeUnit.SECONDS))
                        .isTrue();
                assertThat(CompletableFuture.supplyAsync(() -> line(lines)))
                        .succeedsWithin(Duration.ofSeconds(5))
                        .isEqualTo("data: " + i);
            }
            assertThat(ticks.offer("", 5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void responseMayTakeLongerThanBodyTimeout() throws IOException, InterruptedException {
        var muchLater = CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS);
        StubServices.named("tickets").onRequest(exchange -> {
            CompletableFuture.runAsync(() -> {}, muchLater).join();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            CompletableFuture.runAsync(() -> {}, muchLater).join();
            exchange.getResponseBody().write('b');
        });

        assertThat(client().post("/api/tickets", "{}").body()).isEqualTo("ab");
        assertThat(client().get("/api/tickets", "Accept", "text/event-stream").body())
                .isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000})
    void brokenOffResponseNeverLooksComplete(long length) throws IOException, InterruptedException {
        var end = new CountDownLatch(1);
        StubServices.named("customers").onRequest(exchange -> half(exchange, length, 100, end));
        var answer = client().get("/api/customers");
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.headers().map().keySet())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .contains(SECURITY_HEADERS);

        StubServices.named("customers").onRequest(exchange -> half(exchange, length, 500_000, end));
        assertThatThrownBy(() -> client().get("/api/customers")).isInstanceOf(IOException.class);
        end.countDown();
    }

    /** A length of zero means chunked encoding. */
    private static void half(HttpExchange exchange, long length, int part, CountDownLatch end) throws IOException {
        exchange.sendResponseHeaders(200, length);
        exchange.getResponseBody().write(new byte[part]);
        exchange.getResponseBody().flush();
        wait(end);
    }

    @Test
    void openStreamsDoNotBlockOtherRequests() throws IOException, InterruptedException {
        var end = new CountDownLatch(1);
        var tickets = StubServices.named("tickets");
        tickets.onRequest(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            wait(end);
        });
        var request = client().to("/api/tickets/events").header("Accept", "text/event-stream");
        try (var listener = HttpClient.newHttpClient()) {
            var streams = IntStream.range(0, 300)
                    .mapToObj(_ -> listener.sendAsync(request.build(), BodyHandlers.ofString()))
                    .toList();
            await().until(() -> tickets.seen().size() == streams.size());

            var other = client().to("/api/orders").timeout(Duration.ofSeconds(5));

            assertThat(client().send(other).statusCode()).isEqualTo(200);
            end.countDown();
            CompletableFuture.allOf(streams.toArray(CompletableFuture[]::new))
                    .exceptionally(_ -> null)
                    .join();
        }
    }

    @Test
    void systemIsQuietOnlyIfAllServicesAre() throws IOException, InterruptedException {
        var quiet = """
                {"service":"x","pending":{"records":0},"groups":[{"name":"g","lag":0,"awaitingGap":0,"deadLetters":0,"paused":[]}],
                 "unreachable":[],"quiet":true}""";
        StubServices.ALL.values().forEach(each -> each.answer(200, quiet));
        assertThat(client().get("/api/system/flow").body())
                .endsWith("\"quiet\":true}")
                .contains("\"name\":\"marketing\",\"reachable\":true,\"pending\":0");
        assertThat(StubServices.named("orders").seen()).hasSize(2);

        StubServices.named("orders").answer(500, "{}");

        assertThat(client().get("/api/system/flow").body())
                .endsWith("\"quiet\":false}")
                .contains("\"name\":\"orders\",\"reachable\":false");
    }

    @Test
    void docsPageListsAllServices() throws IOException, InterruptedException {
        StubServices.named("tickets").answer(200, "{\"openapi\":\"3.1.0\"}");

        assertThat(client().get("/docs").body()).contains("/docs/docs.js");
        assertThat(client().get("/docs/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
        assertThat(client().get("/docs/docs.js").body()).contains("/api-docs");
        assertThat(client().get("/api-docs").body())
                .contains("/api-docs/customers", "/api-docs/marketing", "/api-docs/gateway");
        assertThat(client().get("/api-docs/gateway").body()).contains("/api/users/{id}");
        assertThat(client().get("/api-docs/tickets").body()).contains("3.1.0");
        assertThat(StubServices.named("tickets").seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen.uri()).isEqualTo("/v3/api-docs"));
    }

    private TestClient client() {
        return new TestClient(port);
    }

    private static void wait(CountDownLatch end) {
        try {
            assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String next(SynchronousQueue<String> ticks) {
        try {
            var tick = ticks.poll(20, TimeUnit.SECONDS);
            return tick == null ? "" : tick;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(BufferedReader lines) {
        try {
            return String.valueOf(lines.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
