package io.crmesh.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.order.OrderServiceTest;
import io.crmesh.platform.record.RecordReads;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class OrderExpiryTest extends OrderServiceTest {

    @Autowired
    private Orders orders;

    @Autowired
    private OrderService service;

    @Autowired
    private RecordReads reads;

    @Test
    void unpaidOrderExpiresOnceAfterTimeout() {
        var unpaid = place("IMMEDIATE");
        var onAccount = place("ON_ACCOUNT");
        var paid = place("IMMEDIATE");
        var deposit = place("IMMEDIATE");
        assertThat(act(deposit + "/payments", 1, "{\"amount\": \"2.30\", \"method\": \"CARD\"}"))
                .hasStatusOk();
        assertThat(act(paid + "/payments", 1, "{\"amount\": \"12.30\", \"method\": \"CARD\"}"))
                .hasStatusOk();

        expiry(Duration.ofDays(14)).expireOverdue();
        assertThat(state(unpaid)).isEqualTo("PENDING_PAYMENT");

        expiry(Duration.ofSeconds(-1)).expireOverdue();
        expiry(Duration.ofSeconds(-1)).expireOverdue();

        assertThat(state(unpaid)).isEqualTo("EXPIRED");
        assertThat(http.get().uri(unpaid)).hasHeader("ETag", "\"2\"");
        assertThat(json(http.get().uri(unpaid + "/history").exchange())
                        .at("/items/0/type")
                        .asString())
                .isEqualTo("order.expired");
        assertThat(state(onAccount)).isEqualTo("PENDING_PAYMENT");
        assertThat(state(deposit)).isEqualTo("PENDING_PAYMENT");
        assertThat(state(paid)).isEqualTo("PAID");
    }

    @Test
    void ordersExpireOnlyIfTimeoutIsConfigured() {
        var runner = new ApplicationContextRunner()
                .withInitializer(context ->
                        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance()))
                .withBean(Orders.class, () -> orders)
                .withBean(OrderService.class, () -> service)
                .withBean(RecordReads.class, () -> reads)
                .withBean(Clock.class, Clock::systemUTC)
                .withUserConfiguration(OrderExpiry.class);

        var unpaid = place("IMMEDIATE");
        runner.run(context -> context.getBean(OrderExpiry.class).expireOverdue());
        assertThat(state(unpaid)).isEqualTo("PENDING_PAYMENT");
        runner.withPropertyValues("crm.expire-unpaid-after=-1s")
                .run(context -> context.getBean(OrderExpiry.class).expireOverdue());
        assertThat(state(unpaid)).isEqualTo("EXPIRED");
    }

    private OrderExpiry expiry(Duration timeout) {
        return new OrderExpiry(orders, service, reads, timeout, Clock.systemUTC());
    }

    private String place(String terms) {
        return "/api/orders/" + id(post("/api/orders", """
            {"customerId": "cus_moving", "currency": "USD", "terms": "%s",
             "lines": [{"sku": "TEA", "name": "Tea", "kind": "GOODS", "quantity": 1, "unitPrice": "12.30"}]}\
            """.formatted(terms)));
    }

    private String state(String order) {
        return json(http.get().uri(order).exchange()).path("state").asString();
    }
}
