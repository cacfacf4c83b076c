package io.crmesh.order.purchase;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crmesh.order.ledger.Payment;
import io.crmesh.order.ledger.Refund;
import io.crmesh.order.money.Money;
import io.crmesh.order.pricing.Item;
import io.crmesh.order.pricing.Line;
import io.crmesh.order.pricing.Totals;
import io.crmesh.platform.accesslog.RecordId;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.store.ExternalId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Response: an order. Its JSON is flat: the fields of the unwrapped records stand beside the other ones. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderView(
        @RecordId String id,
        String orderNumber,
        String customerId,
        @Nullable ExternalId externalId,
        Instant placedAt,
        @JsonUnwrapped StageView stage,
        @JsonUnwrapped Sale sale,
        @JsonUnwrapped PricedView priced,
        @JsonUnwrapped LedgerView ledger) {

    /**
     * The stage of an order.
     *
     * @param since when the order came to its state; absent before it is paid or confirmed
     * @param reason why it was cancelled, is returning, or is not taken back
     * @param shipment absent before the order is shipped
     * @param allows the moves that are possible now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StageView(
            Stage.State state,
            @Nullable Instant since,
            @Nullable String reason,
            @Nullable ShipmentView shipment,
            List<String> allows) {
        static StageView of(Order order) {
            return new StageView(
                    order.state(),
                    OrderView.since(order.stage()),
                    OrderView.reason(order.stage()),
                    order.shipment() == null ? null : ShipmentView.of(order.shipment()),
                    order.allowed().stream().map(Move::word).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ShipmentView(Instant at, @Nullable String carrier) {
        static ShipmentView of(Stage.Shipped shipped) {
            return new ShipmentView(shipped.at(), shipped.carrier());
        }
    }

    /** The lines of an order and their totals. */
    record PricedView(List<LineView> lines, TotalsView totals) {
        static PricedView of(Order order) {
            return new PricedView(order.lines().stream().map(LineView::of).toList(), TotalsView.of(order.totals()));
        }
    }

    /**
     * The payments and refunds of an order.
     *
     * @param open the amount that is still to be paid
     * @param refundable the captured amount that no refund takes
     */
    record LedgerView(
            @Needs("payments:read") Amount open,
            @Needs("payments:read") Amount refundable,
            @Needs("payments:read") List<PaymentView> payments,
            @Needs("payments:read") List<RefundView> refunds) {
        static LedgerView of(Order order) {
            var ledger = order.ledger();
            return new LedgerView(
                    Amount.of(order.open()),
                    Amount.of(ledger.refundable(order.currency())),
                    ledger.payments().stream().map(PaymentView::of).toList(),
                    ledger.refunds().stream().map(RefundView::of).toList());
        }
    }

    /** Response: an amount of money. */
    record Amount(String amount, String currency) {
        static Amount of(Money money) {
            return new Amount(money.amount(), money.currency());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineView(
            @JsonUnwrapped Item item,
            BigDecimal quantity,
            String unitPrice,
            String discount,
            String tax,
            String amount) {
        static LineView of(Line line) {
            return new LineView(
                    line.item(),
                    line.quantity().exact(),
                    line.shownPrice(),
                    line.discount().amount(),
                    line.tax().amount(),
                    line.amount().amount());
        }
    }

    /**
     * What the lines cost together.
     *
     * @param amount net plus tax
     * @param net after the discount
     */
    record TotalsView(String amount, String currency, String net, String discount, String tax) {
        static TotalsView of(Totals totals) {
            return new TotalsView(
                    totals.amount().amount(),
                    totals.currency(),
                    totals.discounted().amount(),
                    totals.discount().amount(),
                    totals.tax().amount());
        }
    }

    /**
     * A payment of an order.
     *
     * @param overpayment the part that the order did not need
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PaymentView(
            String id,
            Payment.State state,
            Amount amount,
            @Nullable String method,
            @Nullable String reason,
            @Nullable Amount overpayment,
            Instant since) {
        static PaymentView of(Payment payment) {
            return new PaymentView(
                    payment.id(),
                    payment.state(),
                    Amount.of(payment.amount()),
                    payment.method(),
                    payment.reason(),
                    payment.overpayment() == null ? null : Amount.of(payment.overpayment()),
                    payment.at());
        }
    }

    /**
     * A refund to the customer.
     *
     * @param reason why it was requested
     * @param stateReason why it was rejected or failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RefundView(
            String id,
            Refund.State state,
            Amount amount,
            @Nullable String reason,
            @Nullable String stateReason,
            Instant since) {
        static RefundView of(Refund refund) {
            return new RefundView(
                    refund.id(),
                    refund.state(),
                    Amount.of(refund.amount()),
                    refund.reason(),
                    refund.stateReason(),
                    refund.at());
        }
    }

    public static OrderView of(Order order) {
        return new OrderView(
                order.id().value(),
                order.number(),
                order.customer().value(),
                order.origin().externalId(),
                order.placedAt(),
                StageView.of(order),
                order.sale(),
                PricedView.of(order),
                LedgerView.of(order));
    }

    private static @Nullable Instant since(Stage stage) {
        return switch (stage) {
            case Stage.PendingPayment _ -> null;
            case Stage.Paid(var at) -> at;
            case Stage.Confirmed(var at) -> at;
            case Stage.Shipped shipped -> shipped.at();
            case Stage.Fulfilled(var at) -> at;
            case Stage.Received received -> received.at();
            case Stage.Completed(var at) -> at;
            case Stage.Cancelled cancelled -> cancelled.at();
            case Stage.Expired(var at) -> at;
            case Stage.Returning returning -> returning.at();
            case Stage.Returned(var at) -> at;
        };
    }

    private static @Nullable String reason(Stage stage) {
        return switch (stage) {
            case Stage.Cancelled cancelled -> cancelled.reason();
            case Stage.Returning returning -> returning.reason();
            case Stage.Received received -> received.reason();
            case Stage.PendingPayment _,
                    Stage.Paid _,
                    Stage.Confirmed _,
                    Stage.Shipped _,
                    Stage.Fulfilled _,
                    Stage.Completed _,
                    Stage.Expired _,
                    Stage.Returned _ -> null;
        };
    }
}
