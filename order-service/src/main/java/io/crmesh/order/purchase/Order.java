package io.crmesh.order.purchase;

import io.crmesh.order.money.Money;
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
import io.crmesh.platform.store.ExternalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a customer bought. A behaviour answers with what happened, {@link #after} is the only way from one order to the
 * next; where an order may go from where is in {@link Move}.
 *
 * @param number what people call it
 */
public record Order(
        OrderId id,
        String number,
        CustomerId customer,
        @Nullable ExternalId externalId,
        List<Line> lines,
        Totals totals,
        Terms terms,
        @Nullable String channel,
        @Nullable String paymentMethod,
        @Nullable String campaignId,
        Instant placedAt,
        Stage stage,
        Ledger ledger) {

    static Order fold(@Nullable Order order, OrderEvent event) {
        return event instanceof OrderPlaced placed
                ? from(placed)
                : Objects.requireNonNull(order).after(event);
    }

    private static Order from(OrderPlaced placed) {
        return new Order(
                placed.origin().id(),
                placed.orderNumber(),
                placed.origin().customer(),
                placed.origin().externalId(),
                placed.lines(),
                placed.totals(),
                placed.terms(),
                placed.channel(),
                placed.paymentMethod(),
                placed.campaignId(),
                placed.occurredAt(),
                new Stage.PendingPayment(),
                Ledger.EMPTY);
    }

    private Order after(OrderEvent event) {
        return switch (event) {
            case OrderPlaced _ -> throw new IllegalStateException("An order is placed once");
            case OrderPaid paid -> at(new Stage.Paid(paid.occurredAt()));
            case OrderConfirmed(var at) -> at(new Stage.Confirmed(at));
            case OrderShipped(var carrier, var at) -> at(new Stage.Shipped(at, carrier));
            case OrderFulfilled(var at) -> at(new Stage.Fulfilled(at));
            case OrderReceived(var at) -> at(new Stage.Received(at));
            case OrderCompleted(var at) -> at(new Stage.Completed(at));
            case OrderCancelled cancelled -> at(new Stage.Cancelled(cancelled.occurredAt(), cancelled.reason()));
            case OrderExpired expired -> at(new Stage.Expired(expired.occurredAt()));
            case ReturnRequested(var reason, var at) -> at(new Stage.Returning(at, reason));
            case OrderReturned returned -> at(new Stage.Returned(returned.occurredAt()));
            case ReturnDeclined declined -> at(new Stage.Received(declined.occurredAt()));
            case PaymentRequested(var pay, var amount, var method, var at) ->
                with(ledger.with(new Payment(pay, amount, method, Payment.State.PENDING, null, at)));
            case PaymentCaptured(var pay, var amount, var method, var at) ->
                with(ledger.with(new Payment(pay, amount, method, Payment.State.CAPTURED, null, at)));
            case PaymentFailed(var pay, var why, var at) ->
                with(ledger.payment(pay, it -> it.now(Payment.State.FAILED, why, at)));
            case PaymentCancelled(var pay, var at) ->
                with(ledger.payment(pay, it -> it.now(Payment.State.CANCELLED, null, at)));
            case RefundRequested(var refund, var amount, var why, var at) ->
                with(ledger.with(new Refund(refund, amount, Refund.State.REQUESTED, why, at)));
            case RefundApproved(var refund, var at) -> refund(refund, Refund.State.APPROVED, at);
            case RefundCompleted done -> refund(done.refundId(), Refund.State.COMPLETED, done.occurredAt());
            case RefundFailed failed -> refund(failed.refundId(), Refund.State.FAILED, failed.occurredAt());
            case RefundRejected no -> refund(no.refundId(), Refund.State.REJECTED, no.occurredAt());
        };
    }

    private Order refund(String refund, Refund.State next, Instant at) {
        return with(ledger.refund(refund, it -> it.now(next, at)));
    }

    State state() {
        return stage.state();
    }

    String currency() {
        return totals.currency();
    }

    /** What is still to be paid. */
    Money open() {
        return totals.amount().minus(ledger.captured(currency()));
    }

    OrderConfirmed confirm(Instant now) {
        Move.CONFIRMATION.requireIn(state());
        if (terms != Terms.ON_ACCOUNT) {
            throw new RuleBroken("order-terms", "Only an order on account is confirmed; this one is to be paid");
        }
        return new OrderConfirmed(now);
    }

    OrderShipped ship(@Nullable String carrier, Instant now) {
        Move.SHIPMENT.requireIn(state());
        if (servicesOnly()) {
            throw new RuleBroken(
                    "order-lines", "There is nothing to ship in an order of services; it allows fulfilment");
        }
        return new OrderShipped(carrier, now);
    }

    OrderFulfilled fulfil(Instant now) {
        Move.FULFILMENT.requireIn(state());
        if (!servicesOnly()) {
            throw new RuleBroken("order-lines", "Only an order of services is fulfilled; goods allow shipment");
        }
        return new OrderFulfilled(now);
    }

    OrderReceived receive(Instant now) {
        Move.RECEIPT.requireIn(state());
        return new OrderReceived(now);
    }

    OrderCompleted complete(Instant now) {
        Move.COMPLETION.requireIn(state());
        return new OrderCompleted(now);
    }

    /** Whatever is still waited for is not waited for any more. */
    List<OrderEvent> cancel(@Nullable String reason, Instant now) {
        Move.CANCELLATION.requireIn(state());
        return withoutPending(new OrderCancelled(totals, reason, now), now);
    }

    List<OrderEvent> expire(Instant now) {
        Move.EXPIRY.requireIn(state());
        return withoutPending(new OrderExpired(totals, now), now);
    }

    ReturnRequested requestReturn(@Nullable String reason, Instant now) {
        Move.RETURN_REQUEST.requireIn(state());
        return new ReturnRequested(reason, now);
    }

    OrderReturned takeBack(Instant now) {
        Move.RETURN.requireIn(state());
        return new OrderReturned(totals, now);
    }

    ReturnDeclined declineReturn(@Nullable String reason, Instant now) {
        Move.RETURN_DECLINED.requireIn(state());
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
        return lines.stream().allMatch(line -> line.kind() == Kind.SERVICE);
    }

    private Order at(Stage next) {
        return new Order(
                id,
                number,
                customer,
                externalId,
                lines,
                totals,
                terms,
                channel,
                paymentMethod,
                campaignId,
                placedAt,
                next,
                ledger);
    }

    private Order with(Ledger next) {
        return new Order(
                id,
                number,
                customer,
                externalId,
                lines,
                totals,
                terms,
                channel,
                paymentMethod,
                campaignId,
                placedAt,
                stage,
                next);
    }
}
