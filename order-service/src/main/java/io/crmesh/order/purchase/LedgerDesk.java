package io.crmesh.order.purchase;

import io.crmesh.order.money.Money;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Scope;
import io.crmesh.platform.store.Keys;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;

/**
 * Where money for orders comes in and goes back. What was recorded under a command's id is found again however many
 * commands came after it, also by a caller whose version is old by now: it only wants to know that it is done.
 */
@Service
class LedgerDesk {

    private final Orders orders;
    private final Keys keys;
    private final Clock clock;

    LedgerDesk(Orders orders, Keys keys, Clock clock) {
        this.orders = orders;
        this.keys = keys;
        this.clock = clock;
    }

    Saved<Order> pay(OrderId id, Command command, RecordPayment wish) {
        var payment = keys.id("pay_", command.id());
        BiFunction<Order, Instant, List<OrderEvent>> decision = (order, now) -> {
            var asked = new Paying.Wish(payment, amount(order, payment, wish), wish.method());
            var paying = new Paying(order, now);
            return wish.captureNow() ? paying.capture(asked) : paying.request(asked);
        };
        return record(
                id, command, decision, order -> order.ledger().payment(payment).isPresent());
    }

    Saved<Order> refund(OrderId id, Command command, RequestRefund wish) {
        var refund = keys.id("rfd_", command.id());
        return record(
                id,
                command,
                (order, now) -> new Refunding(order, now)
                        .request(new Refunding.Wish(refund, money(wish.amount(), order.currency()), wish.reason())),
                order -> order.ledger().refund(refund).isPresent());
    }

    private Saved<Order> record(
            OrderId id,
            Command command,
            BiFunction<Order, Instant, ? extends List<? extends OrderEvent>> decision,
            Predicate<Order> done) {
        var repeated = new AtomicBoolean();
        try {
            var saved = orders.change(id.value(), command, order -> {
                repeated.set(done.test(order));
                return decision.apply(order, clock.instant());
            });
            return repeated.get() ? Saved.repeated(saved.state(), saved.version()) : saved;
        } catch (StaleVersion stale) {
            var now = orders.get(id.value(), new Scope.All());
            if (!done.test(now.state())) {
                throw stale;
            }
            var _ = decision.apply(now.state(), clock.instant()); // refuses another request under the same key
            return Saved.repeated(now.state(), now.version());
        }
    }

    /** What is open, if the caller does not say; said again, it is what was open then. */
    private static Money amount(Order order, String payment, RecordPayment wish) {
        if (wish.amount() != null) {
            return money(wish.amount(), order.currency());
        }
        return order.ledger().payment(payment).map(Payment::amount).orElseGet(order::open);
    }

    private static Money money(BigDecimal amount, String currency) {
        return Money.exactly(amount, currency)
                .filter(money -> !money.isNegative())
                .orElseThrow(() -> new Impossible("amount", "must be an amount in the order's currency, from 0"));
    }
}
