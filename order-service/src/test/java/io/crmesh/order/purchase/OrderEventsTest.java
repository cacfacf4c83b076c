package io.crmesh.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.GoldenEvents;
import io.crmesh.contracts.Owner;
import io.crmesh.order.OrderServiceTest;
import io.crmesh.order.product.Kind;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.testing.CustomerServiceStub;
import io.crmesh.platform.testing.Sent;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Published events of orders and products, as they arrive in Kafka. */
class OrderEventsTest extends OrderServiceTest {

    @Autowired
    Orders repository;

    @Test
    void publishedEventsArriveInOrderAndMatchContracts() {
        var orders = new ArrayList<String>();
        orders.add(returnedAndRefunded());
        orders.add(declinedAndCompleted());
        orders.add(fulfilled());
        orders.add(cancelled());
        orders.add(expired());
        var product = changedProduct();

        var golden = GoldenEvents.of(Owner.named("orders"));
        Sent.events("crm.orders", product, 2).forEach(event -> golden.sent(event.type(), event.body()));
        for (var order : orders) {
            var own = Sent.events("crm.orders", order, recorded(order));
            own.forEach(event -> golden.sent(event.type(), event.body()));
            assertThat(own.stream().map(RecordedEvent::sequence).distinct().toList())
                    .isSorted();
            assertThat(own.getFirst().type()).isEqualTo("order.placed");
            assertThat(own).allSatisfy(event -> {
                assertThat(event.customer()).isEqualTo("cus_published");
                assertThat(event.key()).isEqualTo("cus_published");
                assertThat(event.restsOn())
                        .isEqualTo(new EventReference("/crm/customers", "cus_published", CustomerServiceStub.SEQUENCE));
            });
        }
        golden.check();
    }

    private String returnedAndRefunded() {
        var id = placed("IMMEDIATE", Kind.GOODS);
        pay(id, 1);
        act(id, "ship", 2, "{\"carrier\": \"SF_EXPRESS\"}");
        act(id, "request-return", 3, "{\"reason\": \"DAMAGED\"}");
        act(id, "return", 4, "");
        for (int version = 5; version < 8; version++) {
            act(id, "refunds", version, "{\"amount\": \"1.00\", \"reason\": \"RETURNED\"}");
        }
        var refunds = json(http.get().uri("/api/orders/" + id).exchange()).get("refunds");
        var first = "refunds/" + refunds.get(0).get("id").asString();
        var second = "refunds/" + refunds.get(1).get("id").asString();
        var third = "refunds/" + refunds.get(2).get("id").asString();
        act(id, first + "/approve", 8, "");
        act(id, first + "/complete", 9, "");
        act(id, second + "/approve", 10, "");
        act(id, second + "/fail", 11, "{\"reason\": \"ACCOUNT_CLOSED\"}");
        act(id, third + "/reject", 12, "{\"reason\": \"TOO_LATE\"}");
        return id;
    }

    private String declinedAndCompleted() {
        var id = placed("ON_ACCOUNT", Kind.GOODS);
        act(id, "confirm", 1, "");
        act(id, "ship", 2, "");
        act(id, "receive", 3, "");
        act(id, "request-return", 4, "");
        act(id, "decline-return", 5, "{\"reason\": \"TOO_LATE\"}");
        act(id, "complete", 6, "");
        return id;
    }

    private String fulfilled() {
        var id = placed("IMMEDIATE", Kind.SERVICE);
        act(id, "payments", 1, "{\"capture\": false}");
        var payment = json(http.get().uri("/api/orders/" + id).exchange())
                .get("payments")
                .get(0)
                .get("id")
                .asString();
        act(id, "payments/" + payment + "/fail", 2, "{\"reason\": \"DECLINED\"}");
        pay(id, 3);
        act(id, "fulfil", 4, "");
        act(id, "complete", 5, "");
        return id;
    }

    private String cancelled() {
        var id = placed("IMMEDIATE", Kind.GOODS);
        act(id, "payments", 1, "{\"amount\": \"12.30\", \"method\": \"CARD\", \"capture\": false}");
        act(id, "cancel", 2, "{\"reason\": \"CUSTOMER_REQUEST\"}");
        pay(id, 3);
        return id;
    }

    /** The expiry job is off by default, so the event is recorded directly. */
    private String expired() {
        var id = placed("IMMEDIATE", Kind.GOODS);
        var command = Command.of(key(), Actor.system("expiry"), Mode.LIVE);
        var saved = repository.change(id, command, order -> order.expire(OrderSamples.NOW));
        assertThat(saved.state().state()).isEqualTo(Stage.State.EXPIRED);
        return id;
    }

    private String changedProduct() {
        var added = post("/api/products", "{\"sku\": \"GOLDEN\", \"name\": \"Gold\", \"kind\": \"GOODS\"}");
        assertThat(http.patch()
                        .uri("/api/products/" + id(added))
                        .header("If-Match", "\"1\"")
                        .contentType("application/merge-patch+json")
                        .content("{\"active\": false}"))
                .hasStatusOk();
        return id(added);
    }

    private String placed(String terms, Kind kind) {
        var placed = post("/api/orders", """
            {"customerId": "cus_published", "currency": "USD", "channel": "WEB", "campaignId": "cmp_1", "terms": "%s",
             "lines": [{"sku": "TEA-250", "name": "Oolong", "kind": "%s", "quantity": 2, "unitPrice": "6.15"}]}\
            """.formatted(terms, kind));
        assertThat(placed).hasStatus(201);
        return id(placed);
    }

    private void pay(String id, long version) {
        act(id, "payments", version, "{\"amount\": \"12.30\", \"method\": \"CARD\"}");
    }

    private void act(String id, String path, long version, String body) {
        assertThat(act("/api/orders/" + id + "/" + path, version, body))
                .as(path)
                .hasStatusOk();
    }

    /** The number of events that are recorded about an order. */
    private int recorded(String order) {
        var last = repository.history(order, 0, 1, new AccessScope.All()).getFirst();
        return (int) last.event().sequence();
    }
}
