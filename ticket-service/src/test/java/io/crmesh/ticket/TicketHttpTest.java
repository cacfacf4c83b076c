package io.crmesh.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.testing.Api;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class TicketHttpTest extends TicketServiceTest {

    private static final String ORDER = "ord_00000000000000000000000000";

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
                "\"customerId\": \"%s\", \"type\": \"RANT\", \"needDescription\": \"x\"         | 400 | type",
                "\"customerId\": \"%s\", \"type\": \"QUESTION\", \"needDescription\": \"x\", \"channel\": \"by phone\" | 422 | channel",
                "\"customerId\": \"%s\", \"type\": \"QUESTION\", \"needDescription\": \"x\", \"orderId\": \"1\" | 422 | orderId",
                "\"customerId\": \"%s\", \"type\": \"QUESTION\", \"needDescription\": \"x\", \"stage\": \"CLOSED\" | 400 | body"
            })
    void impossibleFieldIsRefusedByItsName(String fields, int status, String field) {
        var answer = api.post("/api/tickets", "{" + fields.replace("%s", customer) + "}")
                .expect(status);

        assertThat(answer.field()).isEqualTo(field);
    }

    @Test
    void ticketIsFoundByEachFilterOfTheList() {
        var first = opened(", \"priority\": \"HIGH\", \"channel\": \"PHONE\", \"orderId\": \"" + ORDER + "\"");
        var second = opened("");

        for (var filter : List.of(
                "priority=HIGH",
                "channel=PHONE",
                "orderId=" + ORDER,
                "number=" + number(first),
                "sort=number&limit=1")) {
            assertThat(ids("?customerId=" + customer + "&" + filter)).as(filter).containsExactly(first.id());
        }
        assertThat(ids("?customerId=" + customer + "&type=QUESTION&stage=NEW"))
                .containsExactlyInAnyOrder(first.id(), second.id());
        api.get("/api/tickets?needDescription=x").expect(400);
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
