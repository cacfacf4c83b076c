package io.crmesh.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.testing.Api;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class TicketHttpTest extends TicketServiceTest {

    private final String customer = "cus_" + Api.key().replace("-", "").substring(0, 26);
    private Api api;

    @BeforeEach
    void open(@Autowired MockMvcTester mvc) {
        api = new Api(mvc);
    }

    @Test
    void openedTicketIsNumberedNewAndOrdinaryByDefault() {
        var ticket = opened("");

        assertThat(ticket.etag()).isEqualTo("\"1\"");
        assertThat(ticket.location()).isEqualTo("/api/tickets/" + ticket.id());
        assertThat(number(ticket)).matches("T-\\d{8}");
        assertThat(ticket.body().get("stage").asString()).isEqualTo("NEW");
        assertThat(ticket.body().get("priority").asString()).isEqualTo("NORMAL");
        assertThat(ticket.body().get("channel").asString()).isEqualTo("OTHER");
        assertThat(api.get("/api/tickets/" + ticket.id()).expect(200).body()).isEqualTo(ticket.body());
    }

    @Test
    void ticketIsThereAsSoonAsItIsOpenedAndNotBefore() {
        var before = Instant.now().minusMillis(1);
        var ticket = opened("");
        var list = "/api/tickets?count=true&stage=NEW&customerId=" + customer;

        for (var name : List.of("asOf=", "knownAt=")) {
            var now = name + Instant.now();
            assertThat(api.get("/api/tickets/" + ticket.id() + "?" + now)
                            .expect(200)
                            .body())
                    .isEqualTo(ticket.body());
            assertThat(api.get(list + "&" + now).body().get("count").asString()).isEqualTo("1");
            api.get("/api/tickets/" + ticket.id() + "?" + name + before).expect(404);
            assertThat(api.get(list + "&" + name + before).body().get("count").asString())
                    .isEqualTo("0");
        }
    }

    @Test
    void numbersOfTwoTicketsDiffer() {
        var numbers = new HashSet<String>();
        for (int n = 0; n < 120; n++) {
            assertThat(numbers.add(number(opened("")))).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"customerId\": \"cus_1\", \"type\": \"QUESTION\", \"needDescription\": \"x\"  | 422 | customerId",
                "\"customerId\": \"%s\", \"needDescription\": \"x\"                             | 422 | type",
                "\"customerId\": \"%s\", \"type\": \"QUESTION\"                                 | 422 | needDescription",
                "\"customerId\": \"%s\", \"type\": \"QUESTION\", \"needDescription\": \" \"     | 422 | needDescription",
                "\"customerId\": \"%s\", \"type\": \"QUESTION\", \"needDescription\": \"\\u200b \\n\" | 422 | needDescription",
                "\"customerId\": \"%s\", \"type\": \"RANT\", \"needDescription\": \"x\"         | 400 | type",
                "\"customerId\": \"%s\", \"type\": \"QUESTION\", \"needDescription\": \"x\", \"channel\": \"by phone\" | 422 | channel",
                "\"customerId\": \"%s\", \"type\": \"QUESTION\", \"needDescription\": \"x\", \"orderId\": \"1\" | 422 | orderId",
                "\"customerId\": \"%s\", \"type\": \"QUESTION\", \"needDescription\": \"x\", \"stage\": \"CLOSED\" | 400 | stage"
            })
    void impossibleFieldIsRefusedByItsName(String fields, int status, String field) {
        var answer = api.post("/api/tickets", "{" + fields.replace("%s", customer) + "}")
                .expect(status);

        assertThat(answer.field()).isEqualTo(field);
    }

    @Test
    void ticketTakesOrderOfItsCustomer() {
        var order = order();
        ORDERS.placed(order, customer);

        var ticket = opened(", \"orderId\": \"" + order + "\"");

        assertThat(ticket.body().get("orderId").asString()).isEqualTo(order);
    }

    @Test
    void unknownOrderAndOrderOfAnotherCustomerAreRefused() {
        var foreign = order();
        ORDERS.placed(foreign, "cus_00000000000000000000000000");

        for (var order : List.of(order(), foreign)) {
            var refused = api.post("/api/tickets", json(", \"orderId\": \"" + order + "\""))
                    .expect(422);
            assertThat(refused.field()).isEqualTo("orderId");
        }
        api.post("/api/tickets", json(", \"orderId\": \"ord_broken00000000000000000000\""))
                .expect(503);
    }

    @Test
    void orderIsKnownFromItsEvent(@Autowired List<EventConsumer> consumers) {
        var order = order();
        var orders = consumers.stream()
                .filter(consumer -> consumer.group().equals("tickets.orders"))
                .findFirst()
                .orElseThrow();

        assertThat(orders.apply(event(order, 1, "order.placed"))).isEqualTo(Outcome.APPLIED);
        assertThat(orders.apply(event(order, 1, "order.placed"))).isEqualTo(Outcome.DUPLICATE);
        assertThat(orders.apply(event(order, 2, "order.paid"))).isEqualTo(Outcome.APPLIED);

        opened(", \"orderId\": \"" + order + "\"").expect(201);
    }

    @Test
    void ticketIsFoundByEachFilterOfTheList() {
        var order = order();
        ORDERS.placed(order, customer);
        var first = opened(", \"priority\": \"HIGH\", \"channel\": \"PHONE\", \"orderId\": \"" + order + "\"");
        var second = opened("");

        for (var filter : List.of(
                "priority=HIGH",
                "channel=PHONE",
                "orderId=" + order,
                "number=" + number(first),
                "sort=number&limit=1")) {
            assertThat(ids("?customerId=" + customer + "&" + filter)).as(filter).containsExactly(first.id());
        }
        assertThat(ids("?customerId=" + customer + "&type=QUESTION&stage=NEW"))
                .containsExactlyInAnyOrder(first.id(), second.id());
        api.get("/api/tickets?needDescription=x").expect(400);
    }

    private static String order() {
        return "ord_" + Api.key().replace("-", "").substring(0, 26);
    }

    private RecordedEvent event(String order, long sequence, String type) {
        return new RecordedEvent(
                order + ":" + sequence,
                type,
                "/crm/orders",
                order,
                sequence,
                customer,
                customer,
                Instant.EPOCH,
                Instant.EPOCH,
                Mode.LIVE,
                Actor.system("test"),
                "c",
                null,
                null,
                "{}".getBytes(UTF_8));
    }

    private Api.Answer opened(String more) {
        return api.post("/api/tickets", json(more)).expect(201);
    }

    private String json(String more) {
        return "{\"customerId\": \"%s\", \"type\": \"QUESTION\", \"needDescription\": \"Where is it?\""
                        .formatted(customer)
                + more
                + "}";
    }

    private static String number(Api.Answer ticket) {
        return ticket.body().get("number").asString();
    }

    private List<String> ids(String query) {
        var items = api.get("/api/tickets" + query).expect(200).body().get("items");
        return items.valueStream().map(item -> item.get("id").asString()).toList();
    }
}
