package io.crmesh.order.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.order.OrderServiceTest;
import io.crmesh.order.product.Kind;
import io.crmesh.order.purchase.CustomerId;
import io.crmesh.order.purchase.OrderEvent.OrderPaid;
import io.crmesh.order.purchase.OrderEvent.OrderPlaced;
import io.crmesh.order.purchase.OrderEvent.Origin;
import io.crmesh.order.purchase.OrderEvent.PaymentCaptured;
import io.crmesh.order.purchase.OrderId;
import io.crmesh.order.purchase.OrderSamples;
import io.crmesh.order.purchase.Orders;
import io.crmesh.order.purchase.Sale;
import io.crmesh.order.purchase.Terms;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RefundRaceTest extends OrderServiceTest {

    private static final RequestRefund TWO = new RequestRefund(new BigDecimal("2.00"), "DAMAGED");

    @Autowired
    Orders orders;

    @Autowired
    PaymentService payments;

    private OrderId order = OrderSamples.ID;

    @BeforeEach
    void createPaidOrder() {
        var command = command();
        order = new OrderId(orders.idOf(command));
        var sample = OrderSamples.placing(Terms.IMMEDIATE, Kind.GOODS);
        var placed = new OrderPlaced(
                new Origin(order, new CustomerId("cus_race"), null),
                sample.orderNumber(),
                sample.lines(),
                sample.totals(),
                new Sale(null, null, Terms.IMMEDIATE, null),
                OrderSamples.NOW);
        var captured = new PaymentCaptured("pay_0", sample.totals().amount(), "CARD", null, OrderSamples.NOW);
        var saved = orders.create(
                order.value(), command, List.of(placed, captured, new OrderPaid(sample.totals(), OrderSamples.NOW)));
        assertThat(saved.replayed()).isFalse();
    }

    @Test
    void concurrentRefundsNeverExceedCapturedAmount() {
        var accepted = new AtomicInteger();
        var refused = new AtomicInteger();
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20)
                    .forEach(_ -> threads.execute(() -> {
                        await(start);
                        (isAccepted() ? accepted : refused).incrementAndGet();
                    }));
            start.countDown();
        }

        assertThat(accepted).hasValue(6);
        assertThat(refused).hasValue(14);
        var left = orders.get(order.value(), new AccessScope.All()).state().ledger();
        assertThat(left.refundable("USD").amount()).isEqualTo("0.30");
        assertThat(left.refunds()).hasSize(6);
    }

    /** Whether the refund was recorded; a busy answer is followed by another try, as it asks for. */
    private boolean isAccepted() {
        var command = command();
        while (true) {
            try {
                var _ = payments.requestRefund(order, command, TWO);
                return true;
            } catch (RuleBroken _) {
                return false;
            } catch (Busy _) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void refundRepeatedAfterHundredCommandsIsTheSameRefund() {
        var command = command();
        var first = payments.requestRefund(order, command, TWO);
        for (int i = 0; i < 50; i++) {
            var requested = payments.requestRefund(order, command(), new RequestRefund(new BigDecimal("0.01"), null));
            var id = requested.state().ledger().refunds().getLast().id();
            var _ = orders.change(
                    order.value(), command(), state -> new OrderRefunds(state, OrderSamples.NOW).reject(id, null));
        }

        var again = payments.requestRefund(order, onVersion(command, 1), TWO);

        assertThat(again.replayed()).isTrue();
        assertThat(again.version()).isEqualTo(102);
        assertThat(again.state().ledger().refunds().getFirst())
                .isEqualTo(first.state().ledger().refunds().getFirst());
    }

    private static Command onVersion(Command command, long version) {
        return new Command(
                command.id(),
                command.hash(),
                version,
                command.actor(),
                command.mode(),
                command.correlationId(),
                command.causationId());
    }

    private static Command command() {
        return Command.of("race-" + key(), new Actor(Actor.Kind.USER, "ann"), Mode.LIVE);
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
