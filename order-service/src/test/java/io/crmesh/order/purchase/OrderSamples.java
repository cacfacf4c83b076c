package io.crmesh.order.purchase;

import io.crmesh.order.pricing.OrderedLine;
import io.crmesh.order.pricing.Pricing;
import io.crmesh.order.product.Kind;
import io.crmesh.order.purchase.OrderEvent.OrderCancelled;
import io.crmesh.order.purchase.OrderEvent.OrderCompleted;
import io.crmesh.order.purchase.OrderEvent.OrderConfirmed;
import io.crmesh.order.purchase.OrderEvent.OrderExpired;
import io.crmesh.order.purchase.OrderEvent.OrderFulfilled;
import io.crmesh.order.purchase.OrderEvent.OrderPaid;
import io.crmesh.order.purchase.OrderEvent.OrderPlaced;
import io.crmesh.order.purchase.OrderEvent.OrderReceived;
import io.crmesh.order.purchase.OrderEvent.OrderReturned;
import io.crmesh.order.purchase.OrderEvent.OrderShipped;
import io.crmesh.order.purchase.OrderEvent.Origin;
import io.crmesh.order.purchase.OrderEvent.PaymentCaptured;
import io.crmesh.order.purchase.OrderEvent.ReturnRequested;
import io.crmesh.order.purchase.Stage.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Sample orders for tests. */
public final class OrderSamples {

    public static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    public static final OrderId ID = new OrderId("ord_00000000000000000000000000");
    static final CustomerId CUSTOMER = new CustomerId("cus_00000000000000000000000001");

    private OrderSamples() {}

    static OrderedLine line(Kind kind, int quantity, String price) {
        return new OrderedLine(
                "TEA-250",
                "Oolong",
                kind,
                "TEA",
                null,
                BigDecimal.valueOf(quantity),
                new BigDecimal(price),
                null,
                null);
    }

    /** Two pieces for 12.30 USD. */
    public static OrderPlaced placing(Terms terms, Kind kind) {
        var priced = Pricing.price("USD", List.of(line(kind, 2, "6.15")), Map.of());
        return new OrderPlaced(
                new Origin(ID, CUSTOMER, null),
                "O-100001",
                priced.lines(),
                priced.totals(),
                new Sale("WEB", "CARD", terms, null),
                NOW);
    }

    public static Order placed(Terms terms, Kind kind) {
        return Order.fold(null, placing(terms, kind));
    }

    public static Order paid() {
        return in(State.PAID, placed(Terms.IMMEDIATE, Kind.GOODS));
    }

    public static Order in(State state, Order order) {
        var totals = order.totals();
        return switch (state) {
            case PENDING_PAYMENT -> order;
            case PAID ->
                after(
                        order,
                        List.of(
                                new PaymentCaptured("pay_0", totals.amount(), "CARD", null, NOW),
                                new OrderPaid(totals, NOW)));
            case CONFIRMED -> after(order, List.of(new OrderConfirmed(NOW)));
            case SHIPPED -> after(order, List.of(new OrderShipped("SF", NOW)));
            case FULFILLED -> after(order, List.of(new OrderFulfilled(NOW)));
            case RECEIVED -> after(order, List.of(new OrderReceived(NOW)));
            case COMPLETED -> after(order, List.of(new OrderCompleted(NOW)));
            case CANCELLED -> after(order, List.of(new OrderCancelled(totals, "CUSTOMER_REQUEST", NOW)));
            case EXPIRED -> after(order, List.of(new OrderExpired(totals, NOW)));
            case RETURNING -> after(order, List.of(new ReturnRequested("DAMAGED", NOW)));
            case RETURNED -> after(order, List.of(new OrderReturned(totals, NOW)));
        };
    }

    public static Order after(Order order, List<? extends OrderEvent> events) {
        var next = order;
        for (var event : events) {
            next = Order.fold(next, event);
        }
        return next;
    }
}
