package io.crmesh.order.purchase;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.order.money.Money;
import io.crmesh.order.product.Kind;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.store.ExternalId;
import io.crmesh.platform.web.RecordId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as its callers see it.
 *
 * @param open what is still to be paid
 * @param refundable what came in and was not asked back
 * @param allows what can be done with it now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderView(
        @RecordId String id,
        String orderNumber,
        String customerId,
        @Nullable ExternalId externalId,
        Stage.State state,
        @Nullable Instant since,
        @Nullable String reason,
        Instant placedAt,
        Terms terms,
        @Nullable String channel,
        @Nullable String paymentMethod,
        @Nullable String campaignId,
        List<LineView> lines,
        TotalsView totals,
        @Needs("payments:read") Amount open,
        @Needs("payments:read") Amount refundable,
        @Needs("payments:read") List<PaymentView> payments,
        @Needs("payments:read") List<RefundView> refunds,
        List<String> allows) {

    /** An amount of money. */
    record Amount(String amount, String currency) {
        static Amount of(Money money) {
            return new Amount(money.amount(), money.currency());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineView(
            String sku,
            String name,
            Kind kind,
            @Nullable String category,
            int quantity,
            String unitPrice,
            String discount,
            String tax,
            String amount) {
        static LineView of(Line line) {
            return new LineView(
                    line.sku(),
                    line.name(),
                    line.kind(),
                    line.category(),
                    line.quantity(),
                    line.unitPrice().text(),
                    line.discount().amount(),
                    line.tax().amount(),
                    line.amount().amount());
        }
    }

    record TotalsView(String amount, String currency, String net, String discount, String tax) {
        static TotalsView of(Totals totals) {
            return new TotalsView(
                    totals.amount().amount(),
                    totals.currency(),
                    totals.net().amount(),
                    totals.discount().amount(),
                    totals.tax().amount());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PaymentView(
            String id,
            Payment.State state,
            Amount amount,
            @Nullable String method,
            @Nullable String reason,
            Instant since) {
        static PaymentView of(Payment payment) {
            return new PaymentView(
                    payment.id(),
                    payment.state(),
                    Amount.of(payment.amount()),
                    payment.method(),
                    payment.reason(),
                    payment.at());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RefundView(
            String id,
            Refund.State state,
            Amount amount,
            @Nullable String reason,
            Instant since) {
        static RefundView of(Refund refund) {
            return new RefundView(
                    refund.id(), refund.state(), Amount.of(refund.amount()), refund.reason(), refund.at());
        }
    }

    static OrderView of(Order order) {
        return new OrderView(
                order.id().value(),
                order.number(),
                order.customer().value(),
                order.externalId(),
                order.state(),
                since(order.stage()),
                reason(order.stage()),
                order.placedAt(),
                order.terms(),
                order.channel(),
                order.paymentMethod(),
                order.campaignId(),
                order.lines().stream().map(LineView::of).toList(),
                TotalsView.of(order.totals()),
                Amount.of(order.open()),
                Amount.of(order.ledger().refundable(order.currency())),
                order.ledger().payments().stream().map(PaymentView::of).toList(),
                order.ledger().refunds().stream().map(RefundView::of).toList(),
                Move.allowedIn(order.state()).stream().map(Move::word).toList());
    }

    private static @Nullable Instant since(Stage stage) {
        return switch (stage) {
            case Stage.PendingPayment _ -> null;
            case Stage.Paid(var at) -> at;
            case Stage.Confirmed(var at) -> at;
            case Stage.Shipped shipped -> shipped.at();
            case Stage.Fulfilled(var at) -> at;
            case Stage.Received(var at) -> at;
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
            case Stage.PendingPayment _,
                    Stage.Paid _,
                    Stage.Confirmed _,
                    Stage.Shipped _,
                    Stage.Fulfilled _,
                    Stage.Received _,
                    Stage.Completed _,
                    Stage.Expired _,
                    Stage.Returned _ -> null;
        };
    }
}
