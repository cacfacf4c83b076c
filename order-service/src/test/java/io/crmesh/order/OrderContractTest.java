package io.crmesh.order;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.Contracts;
import io.crmesh.contracts.Owner;
import io.crmesh.order.purchase.OrderList;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.CustomerServiceStub;
import io.crmesh.platform.testing.ExampleWalk;
import io.crmesh.platform.testing.RecordContract;
import io.crmesh.platform.testing.Resource;
import io.crmesh.platform.testing.RowWalk;
import java.util.Map;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Orders keep the contract of records about customers. */
class OrderContractTest extends OrderServiceTest implements RecordContract {

    private static final Resource ORDERS = new Resource(
            "order-service", "io.crmesh.order", Owner.named("orders"), OrderList.LIST, "SALES", """
                    {"customerId": "{customer}", "currency": "USD", "channel": "WEB", "paymentMethod": "CARD",
                     "campaignId": "cmp_1",
                     "lines": [{"sku": "CD", "name": "CD", "kind": "GOODS", "quantity": 1, "unitPrice": "12.50"}]}""", "customer");

    @Override
    public Resource resource() {
        return ORDERS;
    }

    @Override
    public CustomerServiceStub customerService() {
        return CUSTOMERS;
    }

    @Override
    public Map<String, String> eventsOfOtherTests() {
        return Contracts.load().types().stream()
                .filter(Owner.named("orders")::owns)
                .filter(type -> !type.equals("order.placed"))
                .collect(toMap(type -> type, _ -> "is sent by OrderEventsTest"));
    }

    /** An order that was paid, and of which a part is refunded. */
    @Override
    public String recordWithAllFields(Api api) {
        var id = RecordContract.super.recordWithAllFields(api);
        assertThat(act("/api/orders/" + id + "/payments", 1, "{\"amount\": \"12.50\", \"method\": \"CARD\"}"))
                .hasStatusOk();
        assertThat(act("/api/orders/" + id + "/refunds", 2, "{\"amount\": \"2.50\"}"))
                .hasStatusOk();
        return id;
    }

    @Override
    public String sorted(String order) {
        return RecordContract.super.sorted(order) + (order.equals("total") ? "&currency=USD" : "");
    }

    @Override
    public RowWalk rowWalk(MockMvcTester mvc) {
        return new RowWalk(resource().service(), mvc, Map.of("payment", "pay_any", "refund", "rfd_any"))
                .told("POST", "/api/orders/{id}/payments", "{\"method\": \"CARD\"}")
                .told("POST", "/api/orders/{id}/refunds", "{\"amount\": \"2.50\"}")
                .forAll("/api/products", "products belong to no customer");
    }

    @Override
    public ExampleWalk exampleWalk(MockMvcTester mvc) {
        var orders = new OrderTargets(new Api(mvc));
        return new ExampleWalk(resource().service(), mvc)
                .on("PATCH /api/products/{id}", orders::product)
                .on("POST /api/orders/{id}/cancel", () -> orders.placed().at("/cancel"))
                .on("POST /api/orders/{id}/ship", () -> orders.paid().at("/ship"))
                .on(
                        "POST /api/orders/{id}/request-return",
                        () -> orders.shipped().at("/request-return"))
                .on(
                        "POST /api/orders/{id}/decline-return",
                        () -> orders.returning().at("/decline-return"))
                .on("POST /api/orders/{id}/payments", () -> orders.placed().at("/payments"))
                .on(
                        "POST /api/orders/{id}/payments/{payment}/capture",
                        () -> orders.paying().at("payment", "/capture"))
                .on(
                        "POST /api/orders/{id}/payments/{payment}/fail",
                        () -> orders.paying().at("payment", "/fail"))
                .on("POST /api/orders/{id}/refunds", () -> orders.paid().at("/refunds"))
                .on(
                        "POST /api/orders/{id}/refunds/{refund}/reject",
                        () -> orders.refunding().at("refund", "/reject"))
                .on(
                        "POST /api/orders/{id}/refunds/{refund}/fail",
                        () -> orders.approved().at("refund", "/fail"));
    }
}
