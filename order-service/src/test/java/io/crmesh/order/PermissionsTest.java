package io.crmesh.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.crmesh.platform.consume.FactConsumer;
import io.crmesh.platform.testing.CustomerFacts;
import io.crmesh.platform.testing.FieldMarks;
import io.crmesh.platform.testing.FieldWalk;
import io.crmesh.platform.testing.PermissionWalk;
import io.crmesh.platform.testing.RowWalk;
import io.crmesh.platform.testing.TestIssuer;
import io.crmesh.platform.testing.Thrice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class PermissionsTest extends OrderServiceTest {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping endpoints;

    @Test
    void everyEndpointLetsInWhomTheTableNames() {
        new PermissionWalk("order-service", http, endpoints).check();
    }

    @Test
    void everyRecordIsThereForWhomTheTableNames(@Autowired List<FactConsumer> consumers) {
        var customers = Thrice.customers(CustomerFacts.to(consumers, "orders.customers"));
        var placed = customers.map(customer -> text(post("/api/orders", """
                {"customerId": "%1$s", "currency": "USD", "externalId": {"system": "walk", "id": "%1$s"},
                 "lines": [{"sku": "CD", "name": "CD", "kind": "GOODS", "quantity": 1, "unitPrice": "12.50"}]}""".formatted(customer))));
        var orders = placed.map(order -> JsonPath.read(order, "$.id"));
        var about = customers.map("customer="::concat);
        var numbers = placed.map(order -> "orderNumber=" + JsonPath.read(order, "$.orderNumber"));

        new RowWalk("order-service", http, Map.of("payment", "pay_any", "refund", "rfd_any"))
                .at("/api/orders/{id}", orders)
                .told("POST", "/api/orders/{id}/payments", "{\"method\": \"CARD\"}")
                .told("POST", "/api/orders/{id}/refunds", "{\"amount\": \"2.50\"}")
                .listed("/api/orders", orders, about.map(question -> question + "&count=true"))
                .listed("/api/orders", orders, about.map(question -> question + "&sort=-total"))
                .listed("/api/orders", orders, numbers)
                .listed("/api/orders", orders, customers.map("externalSystem=walk&externalId="::concat))
                .listed("/api/orders/export", orders, about)
                .made("/api/orders", """
                        {"customerId": "{customer}", "currency": "USD", "lines": [{"sku": "CD", "name": "CD",
                         "kind": "GOODS", "quantity": 1, "unitPrice": "12.50"}]}""", customers)
                .forAll("/api/products", "what is sold is no customer's")
                .check();
    }

    @Test
    void twoRolesTogetherShowNoMoreOfAnOrderThanOneOfThem() {
        var id = paid("cus_00000000000000000000000both");

        assertThat(look(TestIssuer.member(FieldWalk.TEAM, "bob", "SALES"), id)).contains("payments");
        assertThat(look(TestIssuer.member(FieldWalk.TEAM, "bob", "SALES", "AGENT"), id))
                .doesNotContain("payments", "open");
        assertThat(look(TestIssuer.member("team_north", "eve", "SALES", "AGENT"), id))
                .contains("12.50")
                .doesNotContain("payments", "open");
    }

    @Test
    void thatMoneyCameInIsToldToWhoeverMayReadPayments() {
        var id = paid("cus_00000000000000000000000past") + "/history";

        assertThat(look(TestIssuer.token("ann", "ANALYST"), id)).contains("order.placed", "payment.captured");
        assertThat(look(TestIssuer.token("mary", "MARKETER"), id))
                .contains("order.placed", "order.paid")
                .doesNotContain("payment.", "refund.");
        assertThat(look(TestIssuer.token("mary", "MARKETER"), id + "?limit=1")).contains("order.paid");
        assertThat(look(TestIssuer.token("mary", "MARKETER"), id + "?below=3&limit=1"))
                .contains("order.placed");
    }

    /** Somebody may take money without being told how much is open. */
    @Test
    void whatIsOpenAndWhatCameInIsNotToldByARefusal() {
        var id = id(post("/api/orders", """
                {"customerId": "cus_0000000000000000000000blind", "currency": "USD",
                 "lines": [{"sku": "CD", "name": "CD", "kind": "GOODS", "quantity": 1, "unitPrice": "12.50"}]}"""));
        var paid = "/api/orders/" + paid("cus_0000000000000000000000blind");

        assertThat(act("/api/orders/" + id + "/payments", 1, "{\"amount\": \"9.00\", \"method\": \"CARD\"}"))
                .hasStatus(422)
                .bodyText()
                .doesNotContain("12.5");
        assertThat(act(paid + "/refunds", 3, "{\"amount\": \"11.00\"}"))
                .hasStatus(409)
                .bodyText()
                .doesNotContainPattern("\\b10\\b"); // by itself: the trace's id may have these digits, too
    }

    @Test
    void everyFieldIsShownToWhomTheTableNames() {
        var id = paid("cus_000000000000000000000walks");

        new FieldWalk("order-service", http, Map.of("id", id, "asOf", "2999-01-01T00:00:00Z")).check();
    }

    @Test
    void whatIsPersonalSaysWhatItNeeds() {
        new FieldMarks("order-service", "io.crmesh.order", http, endpoints).check(Map.of());
    }

    private String paid(String customer) {
        var id = id(post("/api/orders", """
                {"customerId": "%s", "currency": "USD",
                 "lines": [{"sku": "CD", "name": "CD", "kind": "GOODS", "quantity": 1, "unitPrice": "12.50"}]}""".formatted(customer)));
        assertThat(act("/api/orders/" + id + "/payments", 1, "{\"amount\": \"12.50\", \"method\": \"CARD\"}"))
                .hasStatus2xxSuccessful();
        assertThat(act("/api/orders/" + id + "/refunds", 2, "{\"amount\": \"2.50\"}"))
                .hasStatus2xxSuccessful();
        return id;
    }

    private String look(String token, String what) {
        var found = http.get()
                .uri("/api/orders/" + what)
                .header("Authorization", "Bearer " + token)
                .exchange();
        assertThat(found).hasStatusOk();
        return text(found);
    }

    private static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), UTF_8);
    }
}
