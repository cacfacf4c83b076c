package io.crmesh.order.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.order.ledger.Refund;
import io.crmesh.order.money.Money;
import io.crmesh.order.product.Kind;
import io.crmesh.order.purchase.Order;
import io.crmesh.order.purchase.OrderEvent;
import io.crmesh.order.purchase.OrderSamples;
import io.crmesh.order.purchase.Stage.State;
import io.crmesh.order.purchase.Terms;
import io.crmesh.platform.Refusal.RuleBroken;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderRefundsTest {

    @Test
    void refundAboveCapturedAmountIsRefused() {
        var paid = OrderSamples.paid();
        var once = OrderSamples.after(paid, refund(paid, "rfd_1", usd(1000)));

        assertThatThrownBy(() -> refund(once, "rfd_2", usd(231))).isInstanceOf(RuleBroken.class);
        assertThat(refund(once, "rfd_2", usd(230))).hasSize(1);
    }

    @Test
    void rejectedRefundFreesItsAmount() {
        var paid = OrderSamples.paid();
        var requested = OrderSamples.after(paid, refund(paid, "rfd_1", usd(1230)));

        var rejected = OrderSamples.after(
                requested, new OrderRefunds(requested, OrderSamples.NOW).reject("rfd_1", "TOO_LATE"));

        assertThat(refund(rejected, "rfd_2", usd(1230))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Refund.State.class)
    void refundChangesStateOnlyAsAllowed(Refund.State next) {
        var paid = OrderSamples.paid();
        var requested = OrderSamples.after(paid, refund(paid, "rfd_1", usd(100)));
        var refunds = new OrderRefunds(requested, OrderSamples.NOW);

        switch (next) {
            case APPROVED -> assertThat(refunds.approve("rfd_1").type()).isEqualTo("refund.approved");
            case REJECTED ->
                assertThat(refunds.reject("rfd_1", null))
                        .extracting(OrderEvent::type)
                        .containsExactly("refund.rejected");
            case COMPLETED ->
                assertThatThrownBy(() -> refunds.complete("rfd_1")).hasMessageContaining("APPROVED, REJECTED");
            case FAILED -> assertThatThrownBy(() -> refunds.fail("rfd_1", null)).isInstanceOf(RuleBroken.class);
            case REQUESTED -> assertThat(refund(requested, "rfd_1", usd(100))).isEmpty();
        }
    }

    @Test
    void refundedDepositIsOpenAgainUntilRefundIsRejected() {
        var placed = OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS);
        var deposit = OrderSamples.after(placed, pay(placed, "pay_1", usd(1000)));
        var refunding = OrderSamples.after(deposit, refund(deposit, "rfd_1", usd(1000)));
        var rest = OrderSamples.after(refunding, pay(refunding, "pay_2", usd(230)));

        var rejected = OrderSamples.after(rest, new OrderRefunds(rest, OrderSamples.NOW).reject("rfd_1", null));

        assertThat(refunding.open()).isEqualTo(usd(1230));
        assertThat(rest.state()).isEqualTo(State.PENDING_PAYMENT);
        assertThat(rejected.state()).isEqualTo(State.PAID);
    }

    @Test
    void refundOfPaidOrderLeavesNothingOpen() {
        var confirmed = OrderSamples.in(State.CONFIRMED, OrderSamples.placed(Terms.ON_ACCOUNT, Kind.GOODS));
        var settled = OrderSamples.after(confirmed, pay(confirmed, "pay_1", usd(1230)));

        assertThat(OrderSamples.after(settled, refund(settled, "rfd_1", usd(400)))
                        .open())
                .isEqualTo(usd(0));
        assertThat(OrderSamples.after(OrderSamples.paid(), refund(OrderSamples.paid(), "rfd_1", usd(400)))
                        .open())
                .isEqualTo(usd(0));
    }

    @Test
    void refundOfPartPaymentOnAccountIsOpenAgain() {
        var confirmed = OrderSamples.in(State.CONFIRMED, OrderSamples.placed(Terms.ON_ACCOUNT, Kind.GOODS));
        var partly = OrderSamples.after(confirmed, pay(confirmed, "pay_1", usd(400)));
        var refunded = OrderSamples.after(partly, refund(partly, "rfd_1", usd(400)));

        var again = OrderSamples.after(refunded, pay(refunded, "pay_2", usd(830)));

        assertThat(refunded.open()).isEqualTo(usd(1230));
        assertThat(again.open()).isEqualTo(usd(400));
    }

    private static List<OrderEvent> pay(Order order, String id, Money amount) {
        return new OrderPayments(order, OrderSamples.NOW).capture(new OrderPayments.Requested(id, amount, "CARD"));
    }

    private static List<? extends OrderEvent> refund(Order order, String id, Money amount) {
        return new OrderRefunds(order, OrderSamples.NOW).request(new OrderRefunds.Requested(id, amount, null));
    }

    private static Money usd(long cents) {
        return new Money(cents, "USD");
    }
}
