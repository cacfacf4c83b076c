package io.crmesh.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.testing.FieldWalk;
import io.crmesh.platform.testing.TestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Who may read payments and refunds of an order, and what they see of it. */
class PaymentPermissionsTest extends OrderServiceTest {

    @Test
    void twoRolesTogetherShowNoMoreOfOrderThanOneOfThem() {
        var id = paid("cus_00000000000000000000000both");

        assertThat(read(TestIssuer.member(FieldWalk.TEAM, "bob", "SALES"), id)).contains("payments");
        assertThat(read(TestIssuer.member(FieldWalk.TEAM, "bob", "SALES", "AGENT"), id))
                .doesNotContain("payments", "open");
        assertThat(read(TestIssuer.member("team_north", "eve", "SALES", "AGENT"), id))
                .contains("12.50")
                .doesNotContain("payments", "open");
    }

    @Test
    void historyShowsPaymentsOnlyToReadersOfPayments() {
        var id = paid("cus_00000000000000000000000past") + "/history";

        assertThat(read(TestIssuer.token("ann", "ANALYST"), id)).contains("order.placed", "payment.captured");
        assertThat(read(TestIssuer.token("mary", "MARKETER"), id))
                .contains("order.placed", "order.paid")
                .doesNotContain("payment.", "refund.");
        assertThat(read(TestIssuer.token("mary", "MARKETER"), id + "?limit=1")).contains("order.paid");
        assertThat(read(TestIssuer.token("mary", "MARKETER"), id + "?below=3&limit=1"))
                .contains("order.placed");
    }

    /** A role may record payments without the permission to read the open amount. */
    @Test
    void refusalRevealsNeitherOpenNorCapturedAmount() {
        var id = id(post("/api/orders", """
            {"customerId": "cus_0000000000000000000000blind", "currency": "USD",
             "lines": [{"sku": "CD", "name": "CD", "kind": "GOODS", "quantity": 1, "unitPrice": "12.50"}]}\
            """));
        var paid = "/api/orders/" + paid("cus_0000000000000000000000blind");

        assertThat(act("/api/orders/" + id + "/payments", 1, "{\"amount\": \"19.00\", \"capture\": false}"))
                .hasStatus(422)
                .bodyText()
                .doesNotContain("12.5");
        assertThat(act(paid + "/refunds", 3, "{\"amount\": \"11.00\"}"))
                .hasStatus(409)
                .bodyText()
                .doesNotContainPattern("\\b10\\b"); // as a word, because the trace id may contain these digits, too
    }

    private String paid(String customer) {
        var id = id(post("/api/orders", """
            {"customerId": "%s", "currency": "USD",
             "lines": [{"sku": "CD", "name": "CD", "kind": "GOODS", "quantity": 1, "unitPrice": "12.50"}]}\
            """.formatted(customer)));
        assertThat(act("/api/orders/" + id + "/payments", 1, "{\"amount\": \"12.50\", \"method\": \"CARD\"}"))
                .hasStatus2xxSuccessful();
        assertThat(act("/api/orders/" + id + "/refunds", 2, "{\"amount\": \"2.50\"}"))
                .hasStatus2xxSuccessful();
        return id;
    }

    private String read(String token, String path) {
        var found = http.get()
                .uri("/api/orders/" + path)
                .header("Authorization", "Bearer " + token)
                .exchange();
        assertThat(found).hasStatusOk();
        return text(found);
    }

    private static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), UTF_8);
    }
}
