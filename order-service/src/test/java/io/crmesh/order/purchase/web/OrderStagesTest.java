package io.crmesh.order.purchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.order.OrderServiceTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderStagesTest extends OrderServiceTest {

    private static final String ORDER = """
        {"customerId": "cus_moving", "currency": "USD",
         "lines": [{"sku": "TEA", "name": "Tea", "kind": "GOODS", "quantity": 1, "unitPrice": "12.30"}]}\
        """;

    private String order = "";

    @BeforeEach
    void placeOrder() {
        order = "/api/orders/" + id(post("/api/orders", ORDER));
    }

    @Test
    void paidOrderIsShipped() {
        assertThat(act(order + "/payments", 1, "{\"amount\": \"12.30\", \"method\": \"CARD\"}"))
                .hasStatusOk()
                .hasHeader("ETag", "\"2\"")
                .bodyJson()
                .isLenientlyEqualTo("""
                    {"state": "PAID", "open": {"amount": "0.00"}, "refundable": {"amount": "12.30"},
                     "payments": [{"state": "CAPTURED", "method": "CARD"}]}\
                    """);
        assertThat(act(order + "/ship", 2, "{\"carrier\": \"SF\"}"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                    {"state": "SHIPPED", "shipment": {"carrier": "SF"}, "allows": ["receive", "request-return"]}\
                    """);
        assertThat(act(order + "/receive", 3, "")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
            {"state": "RECEIVED", "shipment": {"carrier": "SF"}}\
            """);
        assertThat(http.get().uri(order + "/history"))
                .bodyText()
                .contains("{\"field\":\"shipment.carrier\",\"to\":\"SF\"}");
    }

    @Test
    void reasonsOfDeclinedReturnAndOfRefusedRefundsAreShown() {
        assertThat(act(order + "/payments", 1, "{\"method\": \"CARD\"}")).hasStatusOk();
        assertThat(act(order + "/ship", 2, "")).hasStatusOk();
        assertThat(act(order + "/request-return", 3, "{\"reason\": \"DAMAGED\"}"))
                .hasStatusOk();
        assertThat(act(order + "/decline-return", 4, "{\"reason\": \"TOO_LATE\"}"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"state\": \"RECEIVED\", \"reason\": \"TOO_LATE\"}");
        var requested = act(order + "/refunds", 5, "{\"amount\": \"1.00\", \"reason\": \"DAMAGED\"}");
        var refund = json(requested).get("refunds").get(0).get("id").asString();

        assertThat(act(order + "/refunds/" + refund + "/reject", 6, "{\"reason\": \"USED\"}"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                    {"refunds": [{"state": "REJECTED", "reason": "DAMAGED", "stateReason": "USED"}]}\
                    """);
        assertThat(http.get().uri(order + "/history")).bodyText().contains("\"to\":\"USED\"");
    }

    @Test
    void nullIsNoReason() {
        assertThat(act(order + "/cancel", 1, "null"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("errors[0].field")
                .isEqualTo("body");
        assertThat(act(order + "/cancel", 1, "")).hasStatusOk();
    }

    @Test
    void moveNotAllowedByStateIsRefusedByName() {
        assertThat(act(order + "/ship", 1, "")).hasStatus(409).bodyJson().isLenientlyEqualTo("""
            {"type": "urn:crm:problem:order-state",
             "detail": "An order that is PENDING_PAYMENT does not allow ship; it allows pay, cancel"}\
            """);
    }

    @Test
    void staleVersionIsRefused() {
        assertThat(act(order + "/cancel", 1, "")).hasStatusOk();

        assertThat(act(order + "/cancel", 1, "")).hasStatus(412);
        assertThat(post(order + "/cancel", "{}")).hasStatus(428);
    }

    @Test
    void freeTextAsReasonIsRefused() {
        assertThat(act(order + "/cancel", 1, "{\"reason\": \"Anna called me\"}"))
                .hasStatus(422);
    }

    @Test
    void methodThatIsNoKnownCodeIsRefusedAtCapture() {
        var requested = act(order + "/payments", 1, "{\"capture\": false}");
        var payment = json(requested).get("payments").get(0).get("id").asString();

        for (var method : List.of("Anna Smith, +49 171 1234567", "ANNA_SMITH", "")) {
            assertThat(act(order + "/payments/" + payment + "/capture", 2, "{\"method\": \"%s\"}".formatted(method)))
                    .hasStatus(422)
                    .bodyJson()
                    .isLenientlyEqualTo("{\"errors\": [{\"field\": \"method\"}]}");
        }
    }

    @Test
    void freeTextAsPaymentMethodOrCarrierIsRefused() {
        assertThat(act(order + "/payments", 1, "{\"method\": \"as-Anna-said\"}"))
                .hasStatus(422)
                .bodyJson()
                .isLenientlyEqualTo("{\"errors\": [{\"field\": \"method\"}]}");
        assertThat(act(order + "/payments", 1, "{\"method\": \"CARD\"}")).hasStatusOk();
        assertThat(act(order + "/ship", 2, "{\"carrier\": \"by Anna\"}"))
                .hasStatus(422)
                .bodyJson()
                .isLenientlyEqualTo("{\"errors\": [{\"field\": \"carrier\"}]}");
    }

    @Test
    void impossiblePaymentIsRefused() {
        assertThat(act(order + "/payments", 1, "{\"amount\": \"12.31\", \"capture\": false}"))
                .hasStatus(422);
        assertThat(act(order + "/payments", 1, "{\"amount\": \"12.301\", \"method\": \"CARD\"}"))
                .hasStatus(422);
        assertThat(act(order + "/payments", 1, "{\"amount\": \"-1\", \"method\": \"CARD\"}"))
                .hasStatus(422);
        assertThat(act(order + "/payments", 1, "{\"amount\": \"12.30\"}")).hasStatus(422);
        assertThat(act(order + "/payments/pay_1/capture", 1, "")).hasStatus(404);
        assertThat(act(order + "/refunds", 1, "{\"amount\": \"0.01\"}")).hasStatus(409);
    }

    @Test
    void paymentOfCancelledOrderIsShownAsOverpaymentAndRefunded() {
        assertThat(act(order + "/cancel", 1, "")).hasStatusOk();

        assertThat(act(order + "/payments", 2, "{\"amount\": \"12.30\", \"method\": \"CARD\"}"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                    {"state": "CANCELLED", "open": {"amount": "0.00"}, "refundable": {"amount": "12.30"},
                     "payments": [{"state": "CAPTURED", "overpayment": {"amount": "12.30", "currency": "USD"}}]}\
                    """);
        assertThat(act(order + "/refunds", 3, "{\"amount\": \"12.30\"}")).hasStatusOk();
    }

    @Test
    void pendingPaymentIsCapturedLater() {
        var requested = act(order + "/payments", 1, "{\"capture\": false}");
        var payment = json(requested).get("payments").get(0).get("id").asString();

        assertThat(act(order + "/payments/" + payment + "/capture", 2, "{\"method\": \"CASH\"}"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"state\": \"PAID\", \"payments\": [{\"method\": \"CASH\"}]}");
    }

    @Test
    void historyShowsChangedFields() {
        assertThat(act(order + "/cancel", 1, "{\"reason\": \"CUSTOMER_REQUEST\"}"))
                .hasStatusOk();

        var history = http.get().uri(order + "/history").exchange();

        assertThat(history).hasStatusOk().bodyJson().isLenientlyEqualTo("""
            {"items": [{"sequence": 2, "type": "order.cancelled", "version": 2, "mode": "LIVE"},
                       {"sequence": 1, "type": "order.placed", "version": 1}]}\
            """);
        assertThat(json(history).get("items").get(0).get("changes").toString())
                .contains("{\"field\":\"state\",\"from\":\"PENDING_PAYMENT\",\"to\":\"CANCELLED\"}");
        assertThat(http.get().uri(order + "/history?limit=0")).hasStatus4xxClientError();
    }

    @Test
    void orderIsShownAsOfEarlierTime() {
        var before = json(http.get().uri(order + "/history").exchange())
                .get("items")
                .get(0)
                .get("recordedAt")
                .asString();
        assertThat(act(order + "/cancel", 1, "")).hasStatusOk();

        assertThat(http.get().uri(order + "?asOf=" + before)).hasStatusOk();
        assertThat(http.get().uri(order + "?asOf=2000-01-01T00:00:00Z")).hasStatus(404);
        assertThat(http.get().uri(order + "?asOf=yesterday")).hasStatus(400);
    }
}
