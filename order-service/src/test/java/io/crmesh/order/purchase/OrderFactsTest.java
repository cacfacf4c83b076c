package io.crmesh.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.contracts.GoldenFacts;
import io.crmesh.contracts.Owner;
import io.crmesh.order.OrderServiceTest;
import io.crmesh.order.product.Kind;
import io.crmesh.platform.Command;
import io.crmesh.platform.Scope;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Envelope;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.testing.RealParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the world is told about orders, as it arrives in Kafka. */
class OrderFactsTest extends OrderServiceTest {

    @Autowired
    Orders orders;

    @Test
    void everyFactArrivesInOrderAndIsAsTheContractsSay() throws Exception {
        var told = new ArrayList<String>();
        told.add(returnedAndRefunded());
        told.add(declinedAndCompleted());
        told.add(fulfilled());
        told.add(cancelled());
        told.add(expired());
        products();

        var facts = read(told);

        var golden = GoldenFacts.of(Owner.ORDERS);
        facts.forEach(fact -> golden.sent(fact.type(), fact.body()));
        golden.check();
        for (var order : told) {
            var own =
                    facts.stream().filter(fact -> fact.subject().equals(order)).toList();
            assertThat(own.stream().map(Fact::sequence).distinct().toList()).isSorted();
            assertThat(own.getFirst().type()).isEqualTo("order.placed");
            assertThat(own).allSatisfy(fact -> {
                assertThat(fact.customer()).isEqualTo("cus_told");
                assertThat(fact.key()).isEqualTo("cus_told");
            });
        }
    }

    private String returnedAndRefunded() {
        var id = placed("IMMEDIATE", Kind.GOODS);
        pay(id, 1);
        act(id, "shipment", 2, "{\"carrier\": \"SF_EXPRESS\"}");
        act(id, "return-request", 3, "{\"reason\": \"DAMAGED\"}");
        act(id, "return", 4, "");
        for (int version = 5; version < 8; version++) {
            act(id, "refunds", version, "{\"amount\": \"1.00\", \"reason\": \"RETURNED\"}");
        }
        var refunds = json(http.get().uri("/api/orders/" + id).exchange()).get("refunds");
        var first = "refunds/" + refunds.get(0).get("id").asString();
        var second = "refunds/" + refunds.get(1).get("id").asString();
        var third = "refunds/" + refunds.get(2).get("id").asString();
        act(id, first + "/approval", 8, "");
        act(id, first + "/completion", 9, "");
        act(id, second + "/approval", 10, "");
        act(id, second + "/failure", 11, "{\"reason\": \"ACCOUNT_CLOSED\"}");
        act(id, third + "/rejection", 12, "{\"reason\": \"TOO_LATE\"}");
        return id;
    }

    private String declinedAndCompleted() {
        var id = placed("ON_ACCOUNT", Kind.GOODS);
        act(id, "confirmation", 1, "");
        act(id, "shipment", 2, "");
        act(id, "receipt", 3, "");
        act(id, "return-request", 4, "");
        act(id, "return-declined", 5, "{\"reason\": \"TOO_LATE\"}");
        act(id, "completion", 6, "");
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
        act(id, "fulfilment", 4, "");
        act(id, "completion", 5, "");
        return id;
    }

    private String cancelled() {
        var id = placed("IMMEDIATE", Kind.GOODS);
        act(id, "payments", 1, "{\"amount\": \"12.30\", \"method\": \"CARD\", \"capture\": false}");
        act(id, "cancellation", 2, "{\"reason\": \"CUSTOMER_REQUEST\"}");
        return id;
    }

    /** Nothing in the house lets orders expire yet. */
    private String expired() {
        var id = placed("IMMEDIATE", Kind.GOODS);
        var command = Command.of(key(), Actor.system("expiry"), Mode.LIVE);
        var saved = orders.change(id, command, order -> order.expire(Samples.NOW));
        assertThat(saved.state().state()).isEqualTo(Stage.State.EXPIRED);
        return id;
    }

    private void products() {
        var added = post("/api/products", "{\"sku\": \"GOLDEN\", \"name\": \"Gold\", \"kind\": \"GOODS\"}");
        assertThat(http.patch()
                        .uri("/api/products/" + id(added))
                        .header("If-Match", "\"1\"")
                        .contentType("application/merge-patch+json")
                        .content("{\"active\": false}"))
                .hasStatusOk();
    }

    private String placed(String terms, Kind kind) {
        var placed = post("/api/orders", """
            {"customerId": "cus_told", "currency": "USD", "channel": "WEB", "campaignId": "cmp_1", "terms": "%s",
             "lines": [{"sku": "TEA-250", "name": "Oolong", "kind": "%s", "quantity": 2, "unitPrice": "6.15"}]}""".formatted(terms, kind));
        assertThat(placed).hasStatus(201);
        return id(placed);
    }

    private void pay(String id, long version) {
        act(id, "payments", version, "{\"amount\": \"12.30\", \"method\": \"CARD\"}");
    }

    private void act(String id, String what, long version, String body) {
        assertThat(act("/api/orders/" + id + "/" + what, version, body))
                .as(what)
                .hasStatusOk();
    }

    private List<Fact> read(List<String> told) throws Exception {
        var settings = Map.<String, Object>of(
                "bootstrap.servers",
                RealParts.broker().bootstrapServers(),
                "group.id",
                "test-" + key() + System.nanoTime(),
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("crm.orders"));
            var facts = new ArrayList<Fact>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (var delivery : consumer.poll(Duration.ofMillis(200))) {
                    facts.add(Envelope.read(delivery));
                }
                return told.stream().allMatch(id -> complete(facts, id))
                        && facts.stream().anyMatch(fact -> fact.type().equals("product.changed"));
            });
            return facts;
        }
    }

    private boolean complete(List<Fact> facts, String id) {
        var last = orders.history(id, 0, 1, new Scope.All()).getFirst().fact().id();
        return facts.stream().anyMatch(fact -> fact.id().equals(last));
    }
}
