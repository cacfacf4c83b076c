package io.crmesh.order.purchase;

import io.crmesh.order.ledger.Ledger;
import io.crmesh.order.ledger.Payment;
import io.crmesh.order.ledger.Refund;
import io.crmesh.order.money.Money;
import io.crmesh.order.pricing.Line;
import io.crmesh.order.pricing.Totals;
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
import io.crmesh.order.purchase.OrderEvent.PaymentCancelled;
import io.crmesh.order.purchase.OrderEvent.PaymentCaptured;
import io.crmesh.order.purchase.OrderEvent.PaymentFailed;
import io.crmesh.order.purchase.OrderEvent.PaymentRequested;
import io.crmesh.order.purchase.OrderEvent.RefundApproved;
import io.crmesh.order.purchase.OrderEvent.RefundCompleted;
import io.crmesh.order.purchase.OrderEvent.RefundFailed;
import io.crmesh.order.purchase.OrderEvent.RefundRejected;
import io.crmesh.order.purchase.OrderEvent.RefundRequested;
import io.crmesh.order.purchase.OrderEvent.ReturnDeclined;
import io.crmesh.order.purchase.OrderEvent.ReturnRequested;
import io.crmesh.order.purchase.Stage.State;
import io.crmesh.platform.Refusal.RuleBroken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregate root: an order of one customer with its payments and refunds. A behaviour returns events, and only {@link
 * #after} makes the next state from one; {@link Move} says which behaviour each state allows.
 *
 * @param number by which people call the order
 * @param shipment null before the order was shipped, and of one that is not
 */
public record Order(
        Origin origin,
        String number,
        List<Line> lines,
        Totals totals,
        Sale sale,
        Instant placedAt,
        Stage stage,
        Ledger ledger,
        Stage.@Nullable Shipped shipment) {

    static Order fold(@Nullable Order order, OrderEvent event) {
        return event instanceof OrderPlaced placed
                ? begin(placed)
                : Objects.requireNonNull(order).after(event);
    }

    private static Order begin(OrderPlaced placed) {
        return new Order(
                placed.origin(),
                placed.orderNumber(),
                placed.lines(),
                placed.totals(),
                placed.sale(),
                placed.occurredAt(),
                new Stage.PendingPayment(),
                Ledger.EMPTY,
                null);
    }

    private Order after(OrderEvent event) {
        return switch (event) {
            case OrderPlaced _ -> throw new IllegalStateException("An order is placed once");
            case OrderPaid paid -> at(new Stage.Paid(paid.occurredAt()));
            case OrderConfirmed(var at) -> at(new Stage.Confirmed(at));
            case OrderShipped(var carrier, var at) -> shipped(new Stage.Shipped(at, carrier));
            case OrderFulfilled(var at) -> at(new Stage.Fulfilled(at));
            case OrderReceived(var at) -> at(new Stage.Received(at, null));
            case OrderCompleted(var at) -> at(new Stage.Completed(at));
            case OrderCancelled cancelled -> at(new Stage.Cancelled(cancelled.occurredAt(), cancelled.reason()));
            case OrderExpired expired -> at(new Stage.Expired(expired.occurredAt()));
            case ReturnRequested(var reason, var at) -> at(new Stage.Returning(at, reason));
            case OrderReturned returned -> at(new Stage.Returned(returned.occurredAt()));
            case ReturnDeclined(var reason, var at) -> at(new Stage.Received(at, reason));
            case PaymentRequested(var id, var amount, var method, var at) ->
                with(ledger.with(new Payment(id, amount, method, Payment.State.PENDING, null, null, at)), at);
            case PaymentCaptured(var id, var amount, var method, var over, var at) ->
                with(ledger.with(new Payment(id, amount, method, Payment.State.CAPTURED, null, over, at)), at);
            case PaymentFailed(var id, var reason, var at) ->
                with(ledger.payment(id, it -> it.with(Payment.State.FAILED, reason, at)), at);
            case PaymentCancelled(var id, var at) ->
                with(ledger.payment(id, it -> it.with(Payment.State.CANCELLED, null, at)), at);
            case RefundRequested(var refund, var amount, var reason, var at) ->
                with(ledger.with(new Refund(refund, amount, Refund.State.REQUESTED, reason, null, at)), at);
            case RefundApproved(var refund, var at) -> refund(refund, Refund.State.APPROVED, null, at);
            case RefundCompleted done -> refund(done.refundId(), Refund.State.COMPLETED, null, done.occurredAt());
            case RefundFailed(var refund, var reason, var at) -> refund(refund, Refund.State.FAILED, reason, at);
            case RefundRejected(var refund, var reason, var at) -> refund(refund, Refund.State.REJECTED, reason, at);
        };
    }

    private Order refund(String refund, Refund.State next, @Nullable String because, Instant at) {
        return with(ledger.refund(refund, it -> it.with(next, because, at)), at);
    }

    public OrderId id() {
        return origin.id();
    }

    public CustomerId customer() {
        return origin.customer();
    }

    public Terms terms() {
        return sale.terms();
    }

    public State state() {
        return stage.state();
    }

    public String currency() {
        return totals.currency();
    }

    /** The amount that is still to be paid. A refund opens it again only while the order was never paid in full. */
    public Money open() {
        return owesNothing() ? Money.none(currency()) : totals.amount().without(ledger.refundable(currency()));
    }

    private boolean owesNothing() {
        return switch (state()) {
            case PENDING_PAYMENT -> false;
            case PAID, CANCELLED, EXPIRED, RETURNED -> true;
            case CONFIRMED, SHIPPED, FULFILLED, RECEIVED, RETURNING, COMPLETED ->
                terms() == Terms.IMMEDIATE || ledger.settledAt() != null;
        };
    }

    /** An event of the ledger, and that the order is paid if it thereby is. */
    public List<OrderEvent> settledBy(OrderEvent event, Instant now) {
        return state() == State.PENDING_PAYMENT && after(event).open().isNone()
                ? List.of(event, new OrderPaid(totals, now))
                : List.of(event);
    }

    /** The moves that people can ask for now; an order expires by itself. */
    public List<Move> allowed() {
        return Arrays.stream(Move.values())
                .filter(move -> move.isPossibleIn(state()) && isAllowed(move))
                .toList();
    }

    private boolean isAllowed(Move move) {
        return switch (move) {
            case CONFIRM -> terms() == Terms.ON_ACCOUNT;
            case SHIP -> !servicesOnly();
            case FULFIL -> servicesOnly();
            case EXPIRE -> false;
            case PAY, RECEIVE, COMPLETE, CANCEL, REQUEST_RETURN, RETURN, DECLINE_RETURN -> true;
        };
    }

    public OrderConfirmed confirm(Instant now) {
        Move.CONFIRM.requireFor(this);
        if (terms() != Terms.ON_ACCOUNT) {
            throw new RuleBroken("order-terms", "Only an order on account is confirmed; this one is to be paid");
        }
        return new OrderConfirmed(now);
    }

    public OrderShipped ship(@Nullable String carrier, Instant now) {
        Move.SHIP.requireFor(this);
        if (servicesOnly()) {
            throw new RuleBroken("order-lines", "There is nothing to ship in an order of services; it allows fulfil");
        }
        return new OrderShipped(carrier, now);
    }

    public OrderFulfilled fulfil(Instant now) {
        Move.FULFIL.requireFor(this);
        if (!servicesOnly()) {
            throw new RuleBroken("order-lines", "Only an order of services is fulfilled; goods allow ship");
        }
        return new OrderFulfilled(now);
    }

    public OrderReceived receive(Instant now) {
        Move.RECEIVE.requireFor(this);
        return new OrderReceived(now);
    }

    public OrderCompleted complete(Instant now) {
        Move.COMPLETE.requireFor(this);
        return new OrderCompleted(now);
    }

    /** Cancels the order and its pending payments. */
    public List<OrderEvent> cancel(@Nullable String reason, Instant now) {
        Move.CANCEL.requireFor(this);
        return withoutPending(new OrderCancelled(totals, reason, now), now);
    }

    List<OrderEvent> expire(Instant now) {
        Move.EXPIRE.requireFor(this);
        return withoutPending(new OrderExpired(totals, now), now);
    }

    public ReturnRequested requestReturn(@Nullable String reason, Instant now) {
        Move.REQUEST_RETURN.requireFor(this);
        return new ReturnRequested(reason, now);
    }

    public OrderReturned returnOrder(Instant now) {
        Move.RETURN.requireFor(this);
        return new OrderReturned(totals, now);
    }

    public ReturnDeclined declineReturn(@Nullable String reason, Instant now) {
        Move.DECLINE_RETURN.requireFor(this);
        return new ReturnDeclined(reason, now);
    }

    private List<OrderEvent> withoutPending(OrderEvent event, Instant now) {
        var events = new ArrayList<OrderEvent>();
        for (var payment : ledger.payments()) {
            if (payment.state() == Payment.State.PENDING) {
                events.add(new PaymentCancelled(payment.id(), now));
            }
        }
        events.add(event);
        return events;
    }

    private boolean servicesOnly() {
        return lines.stream().allMatch(line -> line.item().kind() == Kind.SERVICE);
    }

    private Order at(Stage next) {
        return new Order(origin, number, lines, totals, sale, placedAt, next, ledger, shipment);
    }

    private Order shipped(Stage.Shipped next) {
        return new Order(origin, number, lines, totals, sale, placedAt, next, ledger, next);
    }

    private Order with(Ledger next, Instant at) {
        var settled = next.settledBy(totals.amount(), at);
        return new Order(origin, number, lines, totals, sale, placedAt, stage, settled, shipment);
    }
}
