package io.crmesh.order.payment;

import io.crmesh.order.ledger.Payment;
import io.crmesh.order.ledger.PaymentMethod;
import io.crmesh.order.money.Money;
import io.crmesh.order.purchase.Move;
import io.crmesh.order.purchase.Order;
import io.crmesh.order.purchase.OrderEvent;
import io.crmesh.order.purchase.OrderEvent.PaymentCancelled;
import io.crmesh.order.purchase.OrderEvent.PaymentCaptured;
import io.crmesh.order.purchase.OrderEvent.PaymentFailed;
import io.crmesh.order.purchase.OrderEvent.PaymentRequested;
import io.crmesh.order.purchase.Stage.State;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.web.FieldError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Domain service: decides about payments of an order, which may be paid in parts. Money that was captured is a fact: it
 * is recorded in every state, and what the order did not need of it is an overpayment that can be refunded. Recording
 * the same payment again changes nothing.
 */
public record OrderPayments(Order order, Instant now) {

    /** A payment to record. */
    public record Requested(
            String id, Money amount, @Nullable String method) {}

    public List<OrderEvent> request(Requested requested) {
        if (isRecorded(requested)) {
            return List.of();
        }
        requireSome(requested.amount());
        requireOpen(requested.amount());
        order.ledger().requireRoom();
        return List.of(new PaymentRequested(requested.id(), requested.amount(), method(requested.method()), now));
    }

    public List<OrderEvent> capture(Requested requested) {
        if (isRecorded(requested)) {
            return List.of();
        }
        order.ledger().requireRoom();
        return captured(requested.id(), requested.amount(), requested.method());
    }

    List<OrderEvent> capturePending(String id, @Nullable String method) {
        var payment = order.ledger().requirePayment(Payment.State.CAPTURED, id);
        return captured(id, payment.amount(), method == null ? payment.method() : method);
    }

    PaymentFailed fail(String id, @Nullable String reason) {
        var _ = order.ledger().requirePayment(Payment.State.FAILED, id);
        return new PaymentFailed(id, reason, now);
    }

    PaymentCancelled cancel(String id) {
        var _ = order.ledger().requirePayment(Payment.State.CANCELLED, id);
        return new PaymentCancelled(id, now);
    }

    private List<OrderEvent> captured(String id, Money amount, @Nullable String stated) {
        requireSome(amount);
        var method = method(stated);
        if (method == null) {
            throw new Impossible("method", "is needed, as the order names no payment method");
        }
        var over = amount.without(order.open());
        return order.settledBy(
                new PaymentCaptured(id, amount, PaymentMethod.codeOf(method), over.isNone() ? null : over, now), now);
    }

    private @Nullable String method(@Nullable String stated) {
        return stated == null ? order.sale().paymentMethod() : stated;
    }

    /** Nothing is a payment only where nothing is to be paid: for an order that costs nothing. */
    private void requireSome(Money amount) {
        if (!amount.isNone()) {
            return;
        }
        if (!order.open().isNone()) {
            throw new Impossible("amount", "must be more than nothing");
        }
        requireUnpaid();
    }

    private void requireOpen(Money amount) {
        if (order.open().isNone()) {
            requireUnpaid();
        }
        if (amount.isMoreThan(order.open())) {
            throw new Impossible("amount", "must be at most what is open");
        }
    }

    private void requireUnpaid() {
        if (order.state() != State.PENDING_PAYMENT) {
            throw Move.PAY.refusedFor(order);
        }
    }

    private boolean isRecorded(Requested requested) {
        var found = order.ledger().payment(requested.id());
        if (found.isPresent() && !found.get().amount().equals(requested.amount())) {
            throw new Impossible(
                    "key-reused", List.of(new FieldError("Idempotency-Key", "This key was used for another payment")));
        }
        return found.isPresent();
    }
}
