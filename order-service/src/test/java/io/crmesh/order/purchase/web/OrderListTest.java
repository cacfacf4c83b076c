package io.crmesh.order.purchase.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.crmesh.order.OrderServiceTest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class OrderListTest extends OrderServiceTest {

    @Test
    void ordersOfCustomerAreListedByPage() {
        for (int quantity = 1; quantity <= 3; quantity++) {
            place("cus_listed", "listed-" + quantity, quantity);
        }
        place("cus_other", "listed-4", 1);

        var first = http.get()
                .uri("/api/orders?customer=cus_listed&sort=-total&currency=USD&limit=2&count=true")
                .exchange();

        assertThat(first).hasStatusOk().bodyJson().isLenientlyEqualTo("""
            {"items": [{"totals": {"amount": "30.00"}}, {"totals": {"amount": "20.00"}}], "count": "3"}\
            """);
        var link = Objects.requireNonNull(first.getResponse().getHeader("Link"));
        var next = link.substring(link.indexOf('<') + 1, link.indexOf('>'));
        var second = http.get().uri(URI.create(next)).exchange();
        assertThat(second).hasStatusOk().doesNotContainHeader("Link").bodyJson().isLenientlyEqualTo("""
            {"items": [{"totals": {"amount": "10.00"}}]}\
            """);
    }

    @Test
    void filtersNarrowList() {
        place("cus_narrow", "narrow-1", 1);
        var number = json(place("cus_narrow", "narrow-2", 2)).get("orderNumber").asString();

        assertThat(sizeOf("customer=cus_narrow&totalMin=2000&currency=USD")).isEqualTo(1);
        assertThat(sizeOf("customer=cus_narrow&totalMax=1999&currency=USD")).isEqualTo(1);
        assertThat(sizeOf("customer=cus_narrow&state=PAID")).isZero();
        assertThat(sizeOf("customer=cus_narrow&state=PAID,PENDING_PAYMENT")).isEqualTo(2);
        assertThat(sizeOf("customer=cus_narrow&placedAtFrom=2020-01-01T00:00:00Z"))
                .isEqualTo(2);
        assertThat(sizeOf("customer=cus_narrow&placedAtUntil=2020-01-01T00:00:00Z"))
                .isZero();
        assertThat(sizeOf("orderNumber=" + number)).isEqualTo(1);
    }

    @Test
    void orderIsFoundByExternalId() {
        var id = id(place("cus_found", " found-1 ", 1));

        var found = http.get()
                .uri("/api/orders?externalSystem=shop&externalId=found-1")
                .exchange();

        assertThat(json(found).get("items").get(0).get("id").asString()).isEqualTo(id);
        assertThat(sizeOf("externalSystem=shop&externalId=found-2")).isZero();
        assertThat(sizeOf("externalSystem=shop&externalId= found-1")).isOne();
        assertThat(http.get().uri("/api/orders?externalId=found-1")).hasStatus(400);
    }

    @Test
    void orderIsFoundByExternalIdAsOfThen() {
        var before = Instant.now().minusSeconds(60);
        var placed = place("cus_then", "then-1", 1);
        var path = "/api/orders/" + id(placed);
        var order = "externalSystem=shop&externalId=then-1";
        var placedAt = json(placed).get("placedAt").asString();
        assertThat(act(path + "/cancel", 1, "{\"reason\": \"CUSTOMER_REQUEST\"}"))
                .hasStatusOk();

        assertThat(states(order)).containsExactly("CANCELLED");
        assertThat(states(order + "&asOf=" + placedAt)).containsExactly("PENDING_PAYMENT");
        assertThat(states(order + "&knownAt=" + before)).isEmpty();
        assertThat(sizeOf(order + "&asOf=" + before)).isZero();
        assertThat(http.get().uri("/api/orders?" + order + "&asOf=2199-01-01T00:00:00Z"))
                .hasStatus(422);
        assertThat(http.get().uri("/api/orders?" + order + "&limit=5")).hasStatus(400);
    }

    private List<String> states(String query) {
        var found = http.get().uri("/api/orders?" + query).exchange();
        assertThat(found).hasStatusOk();
        return json(found)
                .get("items")
                .valueStream()
                .map(order -> order.get("state").asString())
                .toList();
    }

    @Test
    void exportTakesFiltersOfList() {
        place("cus_exported", "exported-1", 1);

        var export = http.get()
                .uri("/api/orders/export?customer=cus_exported")
                .accept("text/csv")
                .exchange();

        assertThat(export).hasStatusOk();
        assertThat(new String(export.getResponse().getContentAsByteArray(), UTF_8))
                .startsWith("\ufefforderNumber,id,customerId,state,placedAt,total,currency")
                .contains("cus_exported,PENDING_PAYMENT,")
                .hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=$natural",
                "limit=-1",
                "limit=1000000000",
                "fields=pending",
                "state=GONE",
                "totalMin=x&currency=USD"
            })
    void unknownListParameterIsRefused(String query) {
        assertThat(http.get().uri("/api/orders?" + query)).hasStatus(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort=total", "sort=-total", "totalMin=1", "totalMax=1"})
    void totalsOfSeveralCurrenciesAreNotCompared(String query) {
        assertThat(http.get().uri("/api/orders?" + query))
                .hasStatus(400)
                .bodyJson()
                .isLenientlyEqualTo("{\"errors\": [{\"field\": \"currency\"}]}");
    }

    @CanIgnoreReturnValue
    private MvcTestResult place(String customer, String external, int quantity) {
        var placed = post("/api/orders", """
            {"customerId": "%s", "currency": "USD", "externalId": {"system": "shop", "id": "%s"},
             "lines": [{"sku": "TEA", "name": "Tea", "kind": "GOODS", "quantity": %d, "unitPrice": "10.00"}]}\
            """.formatted(customer, external, quantity));
        assertThat(placed).hasStatus(201);
        return placed;
    }

    private int sizeOf(String query) {
        var found = http.get().uri("/api/orders?" + query).exchange();
        assertThat(found).hasStatusOk();
        return json(found).get("items").size();
    }
}
