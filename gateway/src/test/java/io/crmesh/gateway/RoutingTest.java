package io.crmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is reachable through the gateway, and what is not. */
@GatewayTest
class RoutingTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @BeforeEach
    void forget() {
        Backends.ALL.values().forEach(Backend::reset);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/customers, customers",
        "/api/customers/parked/1, customers",
        "/api/orders/ord_1?asOf=2026-01-01T00:00:00%2B01:00&x=a%26b&x=%C3%A9, orders",
        "/api/products/1, orders",
        "/api/interactions/1, interactions",
        "/api/tasks, interactions",
        "/api/audit/customers, customers",
        "/api/audit/orders/entries, orders",
        "/api/audit/interactions, interactions",
        "/api/audit/tickets/head, tickets",
        "/api/audit/marketing, marketing",
        "/api/tickets/1/close, tickets",
        "/api/profiles/1, marketing",
        "/api/automations, marketing",
        "/api/runs, marketing",
        "/api/deliveries, marketing",
        "/api/segments, marketing",
        "/api/campaigns, marketing",
        "/api/marketing/parked, marketing",
        "/u/abc, marketing"
    })
    void aRequestReachesTheServiceItIsFor(String path, String service) throws IOException, InterruptedException {
        Backends.named(service).answer(203, "{\"of\":\"" + service + "\"}");

        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(203);
        assertThat(answer.body()).isEqualTo("{\"of\":\"" + service + "\"}");
        assertThat(Backends.named(service).seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen.uri()).isEqualTo(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/flow",
                "/api/customersx",
                "/api/customers/../../internal/flow",
                "/api/customers/..;/..;/internal/flow",
                "/api/customers/%2e%2e/%2e%2e/internal/flow",
                "/api/customers/%252e%252e/internal/flow",
                "/api//customers",
                "/v3/api-docs",
                "/actuator/env",
                "/error"
            })
    void nothingElseIsThere(String path) throws IOException, InterruptedException {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:crm:problem:not-found");
        assertThat(Backends.ALL.values())
                .allSatisfy(each -> assertThat(each.seen()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/readiness", "/actuator/health/liveness", "/actuator/prometheus"})
    void theGatewaySpeaksForItself(String path) {
        // It is ready when it has prepared its database.
        await().untilAsserted(() -> assertThat(get(path).statusCode()).isEqualTo(200));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(new Browser(port).to(path).build(), BodyHandlers.ofString());
    }
}
