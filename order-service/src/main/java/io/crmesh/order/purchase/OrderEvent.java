package io.crmesh.order.purchase;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crmesh.order.money.Money;
import io.crmesh.order.pricing.Line;
import io.crmesh.order.pricing.Totals;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.store.ExternalId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Domain events of an order, its payments and its refunds. */
public sealed interface OrderEvent extends Event {

    /** Identity of a new order. The envelope carries it, so the event body does not. */
    record Origin(OrderId id, CustomerId customer, @Nullable ExternalId externalId) {}

    record OrderPlaced(
            @JsonIgnore Origin origin,
            String orderNumber,
            List<Line> lines,
            Totals totals,
            @JsonUnwrapped Sale sale,
            Instant occurredAt)
            implements OrderEvent {}

    record OrderPaid(Totals totals, Instant occurredAt) implements OrderEvent {}

    record OrderConfirmed(Instant occurredAt) implements OrderEvent {}

    record OrderShipped(@Nullable String carrier, Instant occurredAt) implements OrderEvent {}

    record OrderFulfilled(Instant occurredAt) implements OrderEvent {}

    record OrderReceived(Instant occurredAt) implements OrderEvent {}

    record OrderCompleted(Instant occurredAt) implements OrderEvent {}

    record OrderCancelled(Totals totals, @Nullable String reason, Instant occurredAt) implements OrderEvent {}

    record OrderExpired(Totals totals, Instant occurredAt) implements OrderEvent {}

    record ReturnRequested(@Nullable String reason, Instant occurredAt) implements OrderEvent {}

    record OrderReturned(Totals totals, Instant occurredAt) implements OrderEvent {}

    record ReturnDeclined(@Nullable String reason, Instant occurredAt) implements OrderEvent {}

    record PaymentRequested(
            String paymentId, Money amount, @Nullable String method, Instant occurredAt) implements OrderEvent {}

    record PaymentCaptured(
            String paymentId,
            Money amount,
            String method,
            @Nullable Money overpayment,
            Instant occurredAt) implements OrderEvent {}

    record PaymentFailed(String paymentId, @Nullable String reason, Instant occurredAt) implements OrderEvent {}

    record PaymentCancelled(String paymentId, Instant occurredAt) implements OrderEvent {}

    record RefundRequested(
            String refundId, Money amount, @Nullable String reason, Instant occurredAt) implements OrderEvent {}

    record RefundApproved(String refundId, Instant occurredAt) implements OrderEvent {}

    record RefundCompleted(String refundId, Money amount, Instant occurredAt) implements OrderEvent {}

    record RefundFailed(String refundId, @Nullable String reason, Instant occurredAt) implements OrderEvent {}

    record RefundRejected(String refundId, @Nullable String reason, Instant occurredAt) implements OrderEvent {}

    @Override
    default String type() {
        return switch (this) {
            case OrderPlaced _ -> "order.placed";
            case OrderPaid _ -> "order.paid";
            case OrderConfirmed _ -> "order.confirmed";
            case OrderShipped _ -> "order.shipped";
            case OrderFulfilled _ -> "order.fulfilled";
            case OrderReceived _ -> "order.received";
            case OrderCompleted _ -> "order.completed";
            case OrderCancelled _ -> "order.cancelled";
            case OrderExpired _ -> "order.expired";
            case ReturnRequested _ -> "order.return-requested";
            case OrderReturned _ -> "order.returned";
            case ReturnDeclined _ -> "order.return-declined";
            case PaymentRequested _ -> "payment.requested";
            case PaymentCaptured _ -> "payment.captured";
            case PaymentFailed _ -> "payment.failed";
            case PaymentCancelled _ -> "payment.cancelled";
            case RefundRequested _ -> "refund.requested";
            case RefundApproved _ -> "refund.approved";
            case RefundCompleted _ -> "refund.completed";
            case RefundFailed _ -> "refund.failed";
            case RefundRejected _ -> "refund.rejected";
        };
    }
}
