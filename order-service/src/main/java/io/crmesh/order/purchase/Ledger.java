package io.crmesh.order.purchase;

import io.crmesh.order.money.Money;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.RuleBroken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What came in for an order and what went back. What is asked back never exceeds what came in. */
public record Ledger(List<Payment> payments, List<Refund> refunds) {

    static final Ledger EMPTY = new Ledger(List.of(), List.of());

    /** All payments and refunds live as long as their order, so there must be an end. */
    static final int MOST = 200;

    Money captured(String currency) {
        return payments.stream()
                .filter(payment -> payment.state() == Payment.State.CAPTURED)
                .map(Payment::amount)
                .reduce(Money.none(currency), Money::plus);
    }

    /** What came in and was not asked back. */
    Money refundable(String currency) {
        return refunds.stream().filter(Refund::counts).map(Refund::amount).reduce(captured(currency), Money::minus);
    }

    Optional<Payment> payment(String id) {
        return payments.stream().filter(payment -> payment.id().equals(id)).findFirst();
    }

    Optional<Refund> refund(String id) {
        return refunds.stream().filter(refund -> refund.id().equals(id)).findFirst();
    }

    Payment paymentThatMayBecome(Payment.State next, String id) {
        var payment = payment(id).orElseThrow(() -> new NotFound("payment"));
        if (!payment.state().next().contains(next)) {
            throw new RuleBroken(
                    "payment-state",
                    said("payment", payment.state(), payment.state().next()));
        }
        return payment;
    }

    Refund refundThatMayBecome(Refund.State next, String id) {
        var refund = refund(id).orElseThrow(() -> new NotFound("refund"));
        if (!refund.state().next().contains(next)) {
            throw new RuleBroken(
                    "refund-state",
                    said("refund", refund.state(), refund.state().next()));
        }
        return refund;
    }

    void requireRoom() {
        if (payments.size() >= MOST || refunds.size() >= MOST) {
            throw new RuleBroken("order-full", "An order has at most " + MOST + " payments and " + MOST + " refunds");
        }
    }

    Ledger with(Payment payment) {
        return new Ledger(replaced(payments, payment(payment.id()).orElse(null), payment), refunds);
    }

    Ledger with(Refund refund) {
        return new Ledger(payments, replaced(refunds, refund(refund.id()).orElse(null), refund));
    }

    Ledger payment(String id, UnaryOperator<Payment> change) {
        return with(change.apply(payment(id).orElseThrow()));
    }

    Ledger refund(String id, UnaryOperator<Refund> change) {
        return with(change.apply(refund(id).orElseThrow()));
    }

    private static <T> List<T> replaced(List<T> all, @Nullable T old, T now) {
        var next = new ArrayList<>(all);
        if (old == null) {
            next.add(now);
        } else {
            next.set(next.indexOf(old), now);
        }
        return List.copyOf(next);
    }

    private static String said(String what, Enum<?> state, Iterable<? extends Enum<?>> next) {
        var allowed = new ArrayList<String>();
        next.forEach(each -> allowed.add(each.name()));
        var words = allowed.isEmpty()
                ? "nothing more"
                : String.join(", ", allowed.stream().sorted().toList());
        return "A %s that is %s may become %s".formatted(what, state, words);
    }
}
