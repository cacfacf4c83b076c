package io.crmesh.order.payment;

import io.crmesh.order.ledger.Refund;
import io.crmesh.order.money.Money;
import io.crmesh.order.purchase.Order;
import io.crmesh.order.purchase.OrderEvent;
import io.crmesh.order.purchase.OrderEvent.RefundApproved;
import io.crmesh.order.purchase.OrderEvent.RefundCompleted;
import io.crmesh.order.purchase.OrderEvent.RefundFailed;
import io.crmesh.order.purchase.OrderEvent.RefundRejected;
import io.crmesh.order.purchase.OrderEvent.RefundRequested;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.web.FieldError;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Domain service: decides about refunds of an order. Concurrent requests together never exceed the captured amount. */
record OrderRefunds(Order order, Instant now) {

    /** A refund to request. */
    record Requested(String id, Money amount, @Nullable String reason) {}

    List<RefundRequested> request(Requested requested) {
        var recorded = order.ledger().refund(requested.id());
        if (recorded.isPresent()) {
            requireSame(recorded.get(), requested);
            return List.of();
        }
        if (requested.amount().isNone()) {
            throw new Impossible("amount", "must be more than nothing");
        }
        var refundable = order.ledger().refundable(order.currency());
        if (requested.amount().isMoreThan(refundable)) {
            throw new RuleBroken(
                    "refund-exceeds-payments", "A refund must not exceed what was captured and is not refunded yet");
        }
        order.ledger().requireRoom();
        return List.of(new RefundRequested(requested.id(), requested.amount(), requested.reason(), now));
    }

    RefundApproved approve(String id) {
        var _ = order.ledger().requireRefund(Refund.State.APPROVED, id);
        return new RefundApproved(id, now);
    }

    /** The amount stays with the order, which may be paid thereby. */
    List<OrderEvent> reject(String id, @Nullable String reason) {
        var _ = order.ledger().requireRefund(Refund.State.REJECTED, id);
        return order.settledBy(new RefundRejected(id, reason, now), now);
    }

    RefundCompleted complete(String id) {
        var refund = order.ledger().requireRefund(Refund.State.COMPLETED, id);
        return new RefundCompleted(id, refund.amount(), now);
    }

    /** The amount stays with the order, which may be paid thereby. */
    List<OrderEvent> fail(String id, @Nullable String reason) {
        var _ = order.ledger().requireRefund(Refund.State.FAILED, id);
        return order.settledBy(new RefundFailed(id, reason, now), now);
    }

    private static void requireSame(Refund recorded, Requested requested) {
        if (!recorded.amount().equals(requested.amount()) || !Objects.equals(recorded.reason(), requested.reason())) {
            throw new Impossible(
                    "key-reused", List.of(new FieldError("Idempotency-Key", "This key was used for another refund")));
        }
    }
}
