package io.crmesh.order.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.order.ledger.Refund;
import io.crmesh.order.money.Money;
import io.crmesh.order.purchase.Order;
import io.crmesh.order.purchase.OrderEvent;
import io.crmesh.order.purchase.OrderSamples;
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
                requested, List.of(new OrderRefunds(requested, OrderSamples.NOW).reject("rfd_1", "TOO_LATE")));

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
            case REJECTED -> assertThat(refunds.reject("rfd_1", null).type()).isEqualTo("refund.rejected");
            case COMPLETED ->
                assertThatThrownBy(() -> refunds.complete("rfd_1")).hasMessageContaining("APPROVED, REJECTED");
            case FAILED -> assertThatThrownBy(() -> refunds.fail("rfd_1", null)).isInstanceOf(RuleBroken.class);
            case REQUESTED -> assertThat(refund(requested, "rfd_1", usd(100))).isEmpty();
        }
    }

    private static List<? extends OrderEvent> refund(Order order, String id, Money amount) {
        return new OrderRefunds(order, OrderSamples.NOW).request(new OrderRefunds.Requested(id, amount, null));
    }

    private static Money usd(long cents) {
        return new Money(cents, "USD");
    }
}
