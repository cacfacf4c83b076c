package io.crmesh.order.purchase;

import io.crmesh.order.money.Money;
import io.crmesh.order.purchase.OrderEvent.RefundApproved;
import io.crmesh.order.purchase.OrderEvent.RefundCompleted;
import io.crmesh.order.purchase.OrderEvent.RefundFailed;
import io.crmesh.order.purchase.OrderEvent.RefundRejected;
import io.crmesh.order.purchase.OrderEvent.RefundRequested;
import io.crmesh.platform.Refusal.FieldError;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How money goes back: never more than came in, whoever asks at the same time. */
record Refunding(Order order, Instant now) {

    /** What is asked for. */
    record Wish(String id, Money amount, @Nullable String reason) {}

    List<RefundRequested> request(Wish wish) {
        var there = order.ledger().refund(wish.id());
        if (there.isPresent()) {
            requireSame(there.get(), wish);
            return List.of();
        }
        if (wish.amount().isNone()) {
            throw new Impossible("amount", "must be more than nothing");
        }
        var refundable = order.ledger().refundable(order.currency());
        if (wish.amount().isMoreThan(refundable)) {
            throw new RuleBroken(
                    "refund-exceeds-payments", "No more can go back than came in and was not asked back yet");
        }
        order.ledger().requireRoom();
        return List.of(new RefundRequested(wish.id(), wish.amount(), wish.reason(), now));
    }

    RefundApproved approve(String id) {
        var _ = order.ledger().refundThatMayBecome(Refund.State.APPROVED, id);
        return new RefundApproved(id, now);
    }

    RefundRejected reject(String id, @Nullable String reason) {
        var _ = order.ledger().refundThatMayBecome(Refund.State.REJECTED, id);
        return new RefundRejected(id, reason, now);
    }

    RefundCompleted complete(String id) {
        var refund = order.ledger().refundThatMayBecome(Refund.State.COMPLETED, id);
        return new RefundCompleted(id, refund.amount(), now);
    }

    RefundFailed fail(String id, @Nullable String reason) {
        var _ = order.ledger().refundThatMayBecome(Refund.State.FAILED, id);
        return new RefundFailed(id, reason, now);
    }

    private static void requireSame(Refund there, Wish wish) {
        if (!there.amount().equals(wish.amount()) || !Objects.equals(there.reason(), wish.reason())) {
            throw new Impossible(
                    "key-reused", List.of(new FieldError("Idempotency-Key", "This key was used for another refund")));
        }
    }
}
