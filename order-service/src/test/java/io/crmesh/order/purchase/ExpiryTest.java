package io.crmesh.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.order.OrderServiceTest;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "crm.expire-unpaid-after=5s")
class ExpiryTest extends OrderServiceTest {

    @Autowired
    private Orders orders;

    @Autowired
    private OrderDesk desk;

    @Autowired
    private Expiry expiry;

    @Test
    void whatIsNotPaidInTimeExpiresOnce() {
        var unpaid = place("IMMEDIATE");
        var onAccount = place("ON_ACCOUNT");
        var paid = place("IMMEDIATE");
        assertThat(act(paid + "/payments", 1, "{\"amount\": \"12.30\", \"method\": \"CARD\"}"))
                .hasStatusOk();

        new Expiry(orders, desk, Duration.ofDays(14), Clock.systemUTC()).look();
        assertThat(state(unpaid)).isEqualTo("PENDING_PAYMENT");

        await().untilAsserted(() -> {
            expiry.look();
            assertThat(state(unpaid)).isEqualTo("EXPIRED");
        });
        expiry.look();

        assertThat(http.get().uri(unpaid)).hasHeader("ETag", "\"2\"");
        assertThat(json(http.get().uri(unpaid + "/history").exchange())
                        .at("/items/0/type")
                        .asString())
                .isEqualTo("order.expired");
        assertThat(state(onAccount)).isEqualTo("PENDING_PAYMENT");
        assertThat(state(paid)).isEqualTo("PAID");
    }

    private String place(String terms) {
        return "/api/orders/" + id(post("/api/orders", """
                {"customerId": "cus_moving", "currency": "USD", "terms": "%s",
                 "lines": [{"sku": "TEA", "name": "Tea", "kind": "GOODS", "quantity": 1, "unitPrice": "12.30"}]}""".formatted(terms)));
    }

    private String state(String order) {
        return json(http.get().uri(order).exchange()).path("state").asString();
    }
}
