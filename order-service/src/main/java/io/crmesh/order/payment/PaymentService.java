package io.crmesh.order.payment;

import io.crmesh.order.ledger.Payment;
import io.crmesh.order.money.Money;
import io.crmesh.order.purchase.Order;
import io.crmesh.order.purchase.OrderEvent;
import io.crmesh.order.purchase.OrderId;
import io.crmesh.order.purchase.Orders;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Saved.Effect;
import io.crmesh.platform.keys.Keys;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;

/**
 * Application service: records payments and requests refunds. Each is recorded once per command id, however many
 * commands followed: a repetition answers with the order as it is now, even if the caller's version is stale.
 */
@Service
class PaymentService {

    private final Orders orders;
    private final Keys keys;
    private final Clock clock;

    PaymentService(Orders orders, Keys keys, Clock clock) {
        this.orders = orders;
        this.keys = keys;
        this.clock = clock;
    }

    Saved<Order> record(OrderId id, Command command, RecordPayment request) {
        var payment = keys.id("pay_", command.id());
        BiFunction<Order, Instant, List<OrderEvent>> decision = (order, now) -> {
            var requested = new OrderPayments.Requested(payment, amount(order, payment, request), request.method());
            var payments = new OrderPayments(order, now);
            return request.captureNow() ? payments.capture(requested) : payments.request(requested);
        };
        return once(
                id, command, decision, order -> order.ledger().payment(payment).isPresent());
    }

    Saved<Order> requestRefund(OrderId id, Command command, RequestRefund request) {
        var refund = keys.id("rfd_", command.id());
        return once(
                id,
                command,
                (order, now) -> new OrderRefunds(order, now)
                        .request(new OrderRefunds.Requested(
                                refund, money(request.amount(), order.currency()), request.reason())),
                order -> order.ledger().refund(refund).isPresent());
    }

    private Saved<Order> once(
            OrderId id,
            Command command,
            BiFunction<Order, Instant, ? extends List<? extends OrderEvent>> decision,
            Predicate<Order> isRecorded) {
        try {
            var saved = orders.change(id.value(), command, order -> decision.apply(order, clock.instant()));
            return saved.effect() == Effect.NOTHING ? Saved.repeated(saved.state(), saved.version()) : saved;
        } catch (StaleVersion stale) {
            var now = orders.get(id.value(), new AccessScope.All());
            if (!isRecorded.test(now.state())) {
                throw stale;
            }
            var _ = decision.apply(now.state(), clock.instant()); // refuses another request under the same key
            return Saved.repeated(now.state(), now.version());
        }
    }

    /** The stated amount; otherwise that of the payment if it is recorded already, or the open amount. */
    private static Money amount(Order order, String payment, RecordPayment request) {
        if (request.amount() != null) {
            return money(request.amount(), order.currency());
        }
        return order.ledger().payment(payment).map(Payment::amount).orElseGet(order::open);
    }

    private static Money money(BigDecimal amount, String currency) {
        return Money.exactly(amount, currency)
                .filter(money -> !money.isNegative())
                .orElseThrow(() -> new Impossible("amount", "must be an amount in the order's currency, from 0"));
    }
}
