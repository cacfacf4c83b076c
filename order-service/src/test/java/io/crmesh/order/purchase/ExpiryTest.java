package io.crmesh.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.order.OrderServiceTest;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ExpiryTest extends OrderServiceTest {

    @Autowired
    private Orders orders;

    @Autowired
    private OrderDesk desk;

    @Test
    void whatIsNotPaidInTimeExpiresOnce() {
        var unpaid = place("IMMEDIATE");
        var onAccount = place("ON_ACCOUNT");
        var paid = place("IMMEDIATE");
        assertThat(act(paid + "/payments", 1, "{\"amount\": \"12.30\", \"method\": \"CARD\"}"))
                .hasStatusOk();

        expiry(Duration.ofDays(14)).look();
        assertThat(state(unpaid)).isEqualTo("PENDING_PAYMENT");

        expiry(Duration.ofSeconds(-1)).look();
        expiry(Duration.ofSeconds(-1)).look();

        assertThat(state(unpaid)).isEqualTo("EXPIRED");
        assertThat(http.get().uri(unpaid)).hasHeader("ETag", "\"2\"");
        assertThat(json(http.get().uri(unpaid + "/history").exchange())
                        .at("/items/0/type")
                        .asString())
                .isEqualTo("order.expired");
        assertThat(state(onAccount)).isEqualTo("PENDING_PAYMENT");
        assertThat(state(paid)).isEqualTo("PAID");
    }

    @Test
    void ordersExpireOnlyWhereATimeIsSet() {
        var service = new ApplicationContextRunner()
                .withInitializer(context ->
                        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance()))
                .withBean(Orders.class, () -> orders)
                .withBean(OrderDesk.class, () -> desk)
                .withBean(Clock.class, Clock::systemUTC)
                .withUserConfiguration(Expiry.class);

        var unpaid = place("IMMEDIATE");
        service.run(context -> context.getBean(Expiry.class).look());
        assertThat(state(unpaid)).isEqualTo("PENDING_PAYMENT");
        service.withPropertyValues("crm.expire-unpaid-after=-1s")
                .run(context -> context.getBean(Expiry.class).look());
        assertThat(state(unpaid)).isEqualTo("EXPIRED");
    }

    private Expiry expiry(Duration patience) {
        return new Expiry(orders, desk, patience, Clock.systemUTC());
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
