package io.crmesh.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.StubService;
import io.crmesh.gateway.testing.StubServices;
import io.crmesh.gateway.testing.TestClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Listed paths reach their service, and other paths do not exist. */
@GatewayTest
class RoutingTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @BeforeEach
    void resetServices() {
        StubServices.ALL.values().forEach(StubService::reset);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/customers, customers",
        "/api/customers/dead-letters/1, customers",
        "/api/orders/ord_1?asOf=2026-01-01T00:00:00%2B01:00&x=a%26b&x=%C3%A9, orders",
        "/api/orders?externalId=shop=7&note=a==&=&x, orders",
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
        "/api/marketing/dead-letters, marketing",
        "/u/abc, marketing",
        "/u/abc?utm=a=b, marketing"
    })
    void requestReachesItsService(String path, String service) throws IOException, InterruptedException {
        StubServices.named(service).answer(203, "{\"of\":\"" + service + "\"}");

        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(203);
        assertThat(answer.body()).isEqualTo("{\"of\":\"" + service + "\"}");
        assertThat(StubServices.named(service).seen())
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
    void unlistedPathIsNotFound(String path) throws IOException, InterruptedException {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:crm:problem:not-found");
        assertThat(StubServices.ALL.values())
                .allSatisfy(each -> assertThat(each.seen()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/readiness", "/actuator/health/liveness", "/actuator/prometheus"})
    void gatewayAnswersProbesAndMetrics(String path) {
        // The gateway is ready once its database is prepared.
        await().untilAsserted(() -> assertThat(get(path).statusCode()).isEqualTo(200));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(new TestClient(port).to(path).build(), BodyHandlers.ofString());
    }
}
