package io.crmesh.order.ledger;

import io.crmesh.order.money.Money;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.RuleBroken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Value object: the payments and refunds of an order. Refunds never exceed the captured payments.
 *
 * @param settledAt when all that the order costs was there for the first time; a later refund does not undo that
 */
public record Ledger(
        List<Payment> payments,
        List<Refund> refunds,
        @Nullable Instant settledAt) {

    public static final Ledger EMPTY = new Ledger(List.of(), List.of(), null);

    /** Limit of each list: all payments and refunds are stored with their order. */
    private static final int MAX_ENTRIES = 200;

    public Money captured(String currency) {
        return payments.stream()
                .filter(payment -> payment.state() == Payment.State.CAPTURED)
                .map(Payment::amount)
                .reduce(Money.none(currency), Money::plus);
    }

    /** The captured amount that no refund takes. */
    public Money refundable(String currency) {
        return refunds.stream().filter(Refund::counts).map(Refund::amount).reduce(captured(currency), Money::minus);
    }

    public Optional<Payment> payment(String id) {
        return payments.stream().filter(payment -> payment.id().equals(id)).findFirst();
    }

    public Optional<Refund> refund(String id) {
        return refunds.stream().filter(refund -> refund.id().equals(id)).findFirst();
    }

    public Payment requirePayment(Payment.State next, String id) {
        var payment = payment(id).orElseThrow(() -> new NotFound("payment"));
        if (!payment.state().next().contains(next)) {
            throw new RuleBroken(
                    "payment-state",
                    refusal("payment", payment.state(), payment.state().next()));
        }
        return payment;
    }

    public Refund requireRefund(Refund.State next, String id) {
        var refund = refund(id).orElseThrow(() -> new NotFound("refund"));
        if (!refund.state().next().contains(next)) {
            throw new RuleBroken(
                    "refund-state",
                    refusal("refund", refund.state(), refund.state().next()));
        }
        return refund;
    }

    public void requireRoom() {
        if (payments.size() >= MAX_ENTRIES || refunds.size() >= MAX_ENTRIES) {
            throw new RuleBroken(
                    "order-full", "An order has at most " + MAX_ENTRIES + " payments and " + MAX_ENTRIES + " refunds");
        }
    }

    public Ledger with(Payment payment) {
        return new Ledger(replaced(payments, payment(payment.id()).orElse(null), payment), refunds, settledAt);
    }

    public Ledger with(Refund refund) {
        return new Ledger(payments, replaced(refunds, refund(refund.id()).orElse(null), refund), settledAt);
    }

    /** This ledger, settled if the captured amount that no refund takes reaches what the order costs. */
    public Ledger settledBy(Money cost, Instant at) {
        return settledAt != null || cost.isMoreThan(refundable(cost.currency()))
                ? this
                : new Ledger(payments, refunds, at);
    }

    public Ledger payment(String id, UnaryOperator<Payment> change) {
        return with(change.apply(payment(id).orElseThrow()));
    }

    public Ledger refund(String id, UnaryOperator<Refund> change) {
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

    private static String refusal(String what, Enum<?> state, Iterable<? extends Enum<?>> next) {
        var allowed = new ArrayList<String>();
        next.forEach(each -> allowed.add(each.name()));
        var words = allowed.isEmpty()
                ? "nothing more"
                : String.join(", ", allowed.stream().sorted().toList());
        return "A %s that is %s may become %s".formatted(what, state, words);
    }
}
