package io.crmesh.order.purchase;

import io.crmesh.order.money.Money;
import io.crmesh.order.purchase.OrderEvent.OrderPaid;
import io.crmesh.order.purchase.OrderEvent.PaymentCancelled;
import io.crmesh.order.purchase.OrderEvent.PaymentCaptured;
import io.crmesh.order.purchase.OrderEvent.PaymentFailed;
import io.crmesh.order.purchase.OrderEvent.PaymentRequested;
import io.crmesh.order.purchase.Stage.State;
import io.crmesh.platform.Refusal.FieldError;
import io.crmesh.platform.Refusal.Impossible;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an order is paid: at once and in full while it waits for payment, in parts once it is on account. A payment that
 * was recorded is the same payment when it is recorded again.
 */
record Paying(Order order, Instant now) {

    /** What is asked for. */
    record Wish(String id, Money amount, @Nullable String method) {}

    List<OrderEvent> request(Wish wish) {
        if (isThere(wish)) {
            return List.of();
        }
        requirePayable(wish.amount());
        order.ledger().requireRoom();
        return List.of(new PaymentRequested(wish.id(), wish.amount(), method(wish.method()), now));
    }

    List<OrderEvent> capture(Wish wish) {
        if (isThere(wish)) {
            return List.of();
        }
        order.ledger().requireRoom();
        return captured(wish.id(), wish.amount(), wish.method());
    }

    List<OrderEvent> capturePending(String id, @Nullable String method) {
        var payment = order.ledger().paymentThatMayBecome(Payment.State.CAPTURED, id);
        return captured(id, payment.amount(), method == null ? payment.method() : method);
    }

    PaymentFailed fail(String id, @Nullable String reason) {
        var _ = order.ledger().paymentThatMayBecome(Payment.State.FAILED, id);
        return new PaymentFailed(id, reason, now);
    }

    PaymentCancelled cancel(String id) {
        var _ = order.ledger().paymentThatMayBecome(Payment.State.CANCELLED, id);
        return new PaymentCancelled(id, now);
    }

    private List<OrderEvent> captured(String id, Money amount, @Nullable String wished) {
        requirePayable(amount);
        var method = method(wished);
        if (method == null) {
            throw new Impossible("method", "is needed, as the order names no payment method");
        }
        var captured = new PaymentCaptured(id, amount, method, now);
        return order.state() == State.PENDING_PAYMENT
                ? List.of(captured, new OrderPaid(order.totals(), now))
                : List.of(captured);
    }

    private @Nullable String method(@Nullable String wished) {
        return wished == null ? order.paymentMethod() : wished;
    }

    private void requirePayable(Money amount) {
        var open = order.open();
        switch (order.state()) {
            case PENDING_PAYMENT -> {
                if (!amount.equals(open)) {
                    throw new Impossible("amount", "must be what is open");
                }
            }
            case CONFIRMED, SHIPPED, FULFILLED, RECEIVED, RETURNING, COMPLETED -> requirePart(amount, open);
            case PAID, CANCELLED, EXPIRED, RETURNED -> throw Move.PAYMENT.refusedIn(order.state());
        }
    }

    private void requirePart(Money amount, Money open) {
        if (order.terms() != Terms.ON_ACCOUNT || open.isNone()) {
            throw Move.PAYMENT.refusedIn(order.state());
        }
        if (amount.isNone() || amount.isMoreThan(open)) {
            throw new Impossible("amount", "must be more than nothing and at most what is open");
        }
    }

    private boolean isThere(Wish wish) {
        var found = order.ledger().payment(wish.id());
        if (found.isPresent() && !found.get().amount().equals(wish.amount())) {
            throw new Impossible(
                    "key-reused", List.of(new FieldError("Idempotency-Key", "This key was used for another payment")));
        }
        return found.isPresent();
    }
}
