package io.crmesh.order.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.order.money.Money;
import io.crmesh.order.product.Kind;
import io.crmesh.order.purchase.Order;
import io.crmesh.order.purchase.OrderEvent;
import io.crmesh.order.purchase.OrderEvent.OrderPaid;
import io.crmesh.order.purchase.OrderEvent.PaymentCaptured;
import io.crmesh.order.purchase.OrderSamples;
import io.crmesh.order.purchase.Stage.State;
import io.crmesh.order.purchase.Terms;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.RuleBroken;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderPaymentsTest {

    @Test
    void paymentInFullPaysOrder() {
        var order = OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS);

        var events = pay(order, "pay_1", usd(1230));

        assertThat(events).hasSize(2);
        assertThat(events.getFirst()).isInstanceOf(PaymentCaptured.class);
        assertThat(events.getLast()).isInstanceOf(OrderPaid.class);
        assertThat(OrderSamples.after(order, events).open()).isEqualTo(usd(0));
    }

    @Test
    void depositLeavesRestOpenAndRestPaysOrder() {
        var order = OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS);

        var deposit = OrderSamples.after(order, pay(order, "pay_1", usd(400)));
        var paid = OrderSamples.after(deposit, pay(deposit, "pay_2", usd(830)));

        assertThat(deposit.state()).isEqualTo(State.PENDING_PAYMENT);
        assertThat(deposit.open()).isEqualTo(usd(830));
        assertThat(paid.state()).isEqualTo(State.PAID);
        assertThat(paid.open()).isEqualTo(usd(0));
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"PAID", "CANCELLED", "EXPIRED", "RETURNED"})
    void paymentThatOrderDoesNotNeedIsRefundableOverpayment(State state) {
        var order = OrderSamples.in(state, OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS));
        var before = order.ledger().refundable("USD");

        var after = OrderSamples.after(order, pay(order, "pay_late", usd(1230)));

        assertThat(after.state()).isEqualTo(state);
        assertThat(after.open()).isEqualTo(usd(0));
        assertThat(after.ledger().payments().getLast().overpayment()).isEqualTo(usd(1230));
        assertThat(after.ledger().refundable("USD")).isEqualTo(before.plus(usd(1230)));
    }

    @Test
    void paymentAboveOpenAmountIsOverpaidByTheRest() {
        var order = OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS);

        var paid = OrderSamples.after(order, pay(order, "pay_1", usd(1300)));

        assertThat(paid.state()).isEqualTo(State.PAID);
        assertThat(paid.ledger().payments().getLast().overpayment()).isEqualTo(usd(70));
        assertThat(paid.ledger().refundable("USD")).isEqualTo(usd(1300));
    }

    @Test
    void paymentOfNothingIsRefused() {
        var order = OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS);

        assertThatThrownBy(() -> pay(order, "pay_1", usd(0))).isInstanceOf(Impossible.class);
        assertThatThrownBy(() -> pay(OrderSamples.paid(), "pay_1", usd(0))).isInstanceOf(RuleBroken.class);
    }

    @Test
    void paymentIsRequestedOnlyForWhatIsOpen() {
        var order = OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS);

        assertThat(request(order, usd(400))).hasSize(1);
        assertThatThrownBy(() -> request(order, usd(1231))).isInstanceOf(Impossible.class);
        assertThatThrownBy(() -> request(OrderSamples.paid(), usd(1))).isInstanceOf(RuleBroken.class);
    }

    @Test
    void orderOnAccountIsPaidInParts() {
        var order = OrderSamples.in(State.CONFIRMED, OrderSamples.placed(Terms.ON_ACCOUNT, Kind.GOODS));

        var partly = OrderSamples.after(order, pay(order, "pay_1", usd(1000)));

        assertThat(partly.state()).isEqualTo(State.CONFIRMED);
        assertThat(partly.open()).isEqualTo(usd(230));
        var wholly = OrderSamples.after(partly, pay(partly, "pay_2", usd(230)));
        assertThat(wholly.state()).isEqualTo(State.CONFIRMED);
        assertThat(wholly.open()).isEqualTo(usd(0));
    }

    @Test
    void paymentRecordedAgainIsTheSamePayment() {
        var order = OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS);
        var paid = OrderSamples.after(order, pay(order, "pay_1", usd(1230)));

        assertThat(pay(paid, "pay_1", usd(1230))).isEmpty();
        assertThatThrownBy(() -> pay(paid, "pay_1", usd(1))).hasMessageContaining("another payment");
    }

    @Test
    void wordsThatWereStoredAsMethodAreNotPublished() {
        var order = OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS);
        var words = new OrderEvent.PaymentRequested("pay_1", usd(1230), "Anna's card", OrderSamples.NOW);
        var waiting = OrderSamples.after(order, List.of(words));

        var captured = new OrderPayments(waiting, OrderSamples.NOW).capturePending("pay_1", null);

        assertThat(captured.getFirst())
                .isInstanceOfSatisfying(
                        PaymentCaptured.class,
                        event -> assertThat(event.method()).isEqualTo("OTHER"));
    }

    @Test
    void failedPaymentCannotBeCaptured() {
        var order = OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS);
        var requested = new OrderPayments(order, OrderSamples.NOW)
                .request(new OrderPayments.Requested("pay_1", usd(1230), null));
        var waiting = OrderSamples.after(order, requested);
        var failed = OrderSamples.after(
                waiting, List.of(new OrderPayments(waiting, OrderSamples.NOW).fail("pay_1", "DECLINED")));

        assertThatThrownBy(() -> new OrderPayments(failed, OrderSamples.NOW).capturePending("pay_1", null))
                .isInstanceOf(RuleBroken.class)
                .hasMessageContaining("FAILED");
        assertThatThrownBy(() -> new OrderPayments(failed, OrderSamples.NOW).cancel("pay_2"))
                .isInstanceOf(NotFound.class);
    }

    private static List<OrderEvent> request(Order order, Money amount) {
        return new OrderPayments(order, OrderSamples.NOW).request(new OrderPayments.Requested("pay_1", amount, null));
    }

    private static List<OrderEvent> pay(Order order, String id, Money amount) {
        return new OrderPayments(order, OrderSamples.NOW).capture(new OrderPayments.Requested(id, amount, "CARD"));
    }

    private static Money usd(long cents) {
        return new Money(cents, "USD");
    }
}
