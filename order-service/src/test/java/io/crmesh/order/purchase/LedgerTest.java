package io.crmesh.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.order.money.Money;
import io.crmesh.order.product.Kind;
import io.crmesh.order.purchase.OrderEvent.OrderPaid;
import io.crmesh.order.purchase.OrderEvent.PaymentCaptured;
import io.crmesh.order.purchase.Stage.State;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.RuleBroken;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerTest {

    @Test
    void aPaymentInFullPaysTheOrder() {
        var order = Samples.placed(Terms.IMMEDIATE, Kind.GOODS);

        var events = pay(order, "pay_1", usd(1230));

        assertThat(events).hasSize(2);
        assertThat(events.getFirst()).isInstanceOf(PaymentCaptured.class);
        assertThat(events.getLast()).isInstanceOf(OrderPaid.class);
        assertThat(Samples.after(order, events).open()).isEqualTo(usd(0));
    }

    @Test
    void lessOrMoreThanWhatIsOpenDoesNotPayAnOrder() {
        var order = Samples.placed(Terms.IMMEDIATE, Kind.GOODS);

        assertThatThrownBy(() -> pay(order, "pay_1", usd(1229))).isInstanceOf(Impossible.class);
        assertThatThrownBy(() -> pay(order, "pay_1", usd(1231))).isInstanceOf(Impossible.class);
    }

    @Test
    void anOrderOnAccountIsPaidInParts() {
        var order = Samples.in(State.CONFIRMED, Samples.placed(Terms.ON_ACCOUNT, Kind.GOODS));

        var partly = Samples.after(order, pay(order, "pay_1", usd(1000)));

        assertThat(partly.state()).isEqualTo(State.CONFIRMED);
        assertThat(partly.open()).isEqualTo(usd(230));
        assertThatThrownBy(() -> pay(partly, "pay_2", usd(231))).isInstanceOf(Impossible.class);
        var wholly = Samples.after(partly, pay(partly, "pay_2", usd(230)));
        assertThatThrownBy(() -> pay(wholly, "pay_3", usd(1))).isInstanceOf(RuleBroken.class);
    }

    @Test
    void aPaymentRecordedAgainIsTheSamePayment() {
        var order = Samples.placed(Terms.IMMEDIATE, Kind.GOODS);
        var paid = Samples.after(order, pay(order, "pay_1", usd(1230)));

        assertThat(pay(paid, "pay_1", usd(1230))).isEmpty();
        assertThatThrownBy(() -> pay(paid, "pay_1", usd(1))).hasMessageContaining("another payment");
    }

    @Test
    void aPaymentThatFailedCannotBeCaptured() {
        var order = Samples.placed(Terms.IMMEDIATE, Kind.GOODS);
        var asked = new Paying(order, Samples.NOW).request(new Paying.Wish("pay_1", usd(1230), null));
        var waiting = Samples.after(order, asked);
        var failed = Samples.after(waiting, List.of(new Paying(waiting, Samples.NOW).fail("pay_1", "DECLINED")));

        assertThatThrownBy(() -> new Paying(failed, Samples.NOW).capturePending("pay_1", null))
                .isInstanceOf(RuleBroken.class)
                .hasMessageContaining("FAILED");
        assertThatThrownBy(() -> new Paying(failed, Samples.NOW).cancel("pay_2"))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void noMoreIsAskedBackThanCameIn() {
        var paid = Samples.paid();
        var once = Samples.after(paid, refund(paid, "rfd_1", usd(1000)));

        assertThatThrownBy(() -> refund(once, "rfd_2", usd(231))).isInstanceOf(RuleBroken.class);
        assertThat(refund(once, "rfd_2", usd(230))).hasSize(1);
    }

    @Test
    void aRefundThatWasRejectedMakesRoom() {
        var paid = Samples.paid();
        var asked = Samples.after(paid, refund(paid, "rfd_1", usd(1230)));

        var rejected = Samples.after(asked, List.of(new Refunding(asked, Samples.NOW).reject("rfd_1", "TOO_LATE")));

        assertThat(refund(rejected, "rfd_2", usd(1230))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Refund.State.class)
    void aRefundMovesOnlyAsAgreed(Refund.State next) {
        var paid = Samples.paid();
        var asked = Samples.after(paid, refund(paid, "rfd_1", usd(100)));
        var refunding = new Refunding(asked, Samples.NOW);

        switch (next) {
            case APPROVED -> assertThat(refunding.approve("rfd_1").type()).isEqualTo("refund.approved");
            case REJECTED -> assertThat(refunding.reject("rfd_1", null).type()).isEqualTo("refund.rejected");
            case COMPLETED ->
                assertThatThrownBy(() -> refunding.complete("rfd_1")).hasMessageContaining("APPROVED, REJECTED");
            case FAILED ->
                assertThatThrownBy(() -> refunding.fail("rfd_1", null)).isInstanceOf(RuleBroken.class);
            case REQUESTED -> assertThat(refund(asked, "rfd_1", usd(100))).isEmpty();
        }
    }

    private static List<OrderEvent> pay(Order order, String id, Money amount) {
        return new Paying(order, Samples.NOW).capture(new Paying.Wish(id, amount, "CARD"));
    }

    private static List<? extends OrderEvent> refund(Order order, String id, Money amount) {
        return new Refunding(order, Samples.NOW).request(new Refunding.Wish(id, amount, null));
    }

    private static Money usd(long cents) {
        return new Money(cents, "USD");
    }
}
