package io.crmesh.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.order.ledger.Payment;
import io.crmesh.order.payment.OrderPayments;
import io.crmesh.order.product.Kind;
import io.crmesh.order.purchase.OrderEvent.OrderCancelled;
import io.crmesh.order.purchase.OrderEvent.PaymentCancelled;
import io.crmesh.order.purchase.Stage.State;
import io.crmesh.platform.Refusal.RuleBroken;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderTest {

    private static final Map<Move, Function<Order, List<? extends OrderEvent>>> BEHAVIOURS = behaviours();

    private static Map<Move, Function<Order, List<? extends OrderEvent>>> behaviours() {
        var all = new EnumMap<Move, Function<Order, List<? extends OrderEvent>>>(Move.class);
        all.put(Move.CONFIRM, order -> List.of(order.confirm(OrderSamples.NOW)));
        all.put(Move.SHIP, order -> List.of(order.ship("SF", OrderSamples.NOW)));
        all.put(Move.FULFIL, order -> List.of(order.fulfil(OrderSamples.NOW)));
        all.put(Move.RECEIVE, order -> List.of(order.receive(OrderSamples.NOW)));
        all.put(Move.COMPLETE, order -> List.of(order.complete(OrderSamples.NOW)));
        all.put(Move.CANCEL, order -> order.cancel(null, OrderSamples.NOW));
        all.put(Move.EXPIRE, order -> order.expire(OrderSamples.NOW));
        all.put(Move.REQUEST_RETURN, order -> List.of(order.requestReturn(null, OrderSamples.NOW)));
        all.put(Move.RETURN, order -> List.of(order.returnOrder(OrderSamples.NOW)));
        all.put(Move.DECLINE_RETURN, order -> List.of(order.declineReturn(null, OrderSamples.NOW)));
        all.put(
                Move.PAY,
                order -> new OrderPayments(order, OrderSamples.NOW)
                        .capture(new OrderPayments.Requested("pay_1", order.open(), "CARD")));
        return all;
    }

    private static List<? extends OrderEvent> carryOut(Move move, Order order) {
        return Objects.requireNonNull(BEHAVIOURS.get(move)).apply(order);
    }

    /** The expected state machine, written down independently of the code. */
    private static Map<Move, State> expectedMoves(State from) {
        return switch (from) {
            case PENDING_PAYMENT ->
                Map.of(
                        Move.PAY, State.PAID,
                        Move.CONFIRM, State.CONFIRMED,
                        Move.CANCEL, State.CANCELLED,
                        Move.EXPIRE, State.EXPIRED);
            case PAID, CONFIRMED ->
                Map.of(
                        Move.SHIP, State.SHIPPED,
                        Move.FULFIL, State.FULFILLED,
                        Move.CANCEL, State.CANCELLED);
            case SHIPPED -> Map.of(Move.RECEIVE, State.RECEIVED, Move.REQUEST_RETURN, State.RETURNING);
            case FULFILLED -> Map.of(Move.COMPLETE, State.COMPLETED);
            case RECEIVED -> Map.of(Move.COMPLETE, State.COMPLETED, Move.REQUEST_RETURN, State.RETURNING);
            case RETURNING -> Map.of(Move.RETURN, State.RETURNED, Move.DECLINE_RETURN, State.RECEIVED);
            case COMPLETED, CANCELLED, EXPIRED, RETURNED -> Map.of();
        };
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void everyStateAllowsExactlyItsMoves(State from) {
        for (var move : Move.values()) {
            // An order on account can be confirmed; only an order of services can be fulfilled.
            var kind = move == Move.FULFIL ? Kind.SERVICE : Kind.GOODS;
            var order = OrderSamples.in(from, OrderSamples.placed(Terms.ON_ACCOUNT, kind));
            var to = expectedMoves(from).get(move);
            if (to != null) {
                assertThat(OrderSamples.after(order, carryOut(move, order)).state())
                        .as("%s of %s", move, from)
                        .isEqualTo(to);
            } else if (move != Move.PAY
                    || EnumSet.of(State.PAID, State.CANCELLED).contains(from)) {
                assertThatThrownBy(() -> carryOut(move, order))
                        .as("%s of %s", move, from)
                        .isInstanceOf(RuleBroken.class)
                        .hasMessageContaining("is " + from);
            }
        }
    }

    @Test
    void refusalNamesAllowedMoves() {
        var shipped = OrderSamples.in(State.SHIPPED, OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS));

        assertThatThrownBy(() -> shipped.cancel(null, OrderSamples.NOW))
                .hasMessage("An order that is SHIPPED does not allow cancel; it allows receive, request-return");
    }

    @ParameterizedTest
    @CsvSource({
        "IMMEDIATE, GOODS, PENDING_PAYMENT, PAY CANCEL",
        "ON_ACCOUNT, GOODS, PENDING_PAYMENT, PAY CONFIRM CANCEL",
        "IMMEDIATE, GOODS, PAID, SHIP CANCEL",
        "IMMEDIATE, SERVICE, PAID, FULFIL CANCEL"
    })
    void orderAllowsOnlyWhatItDoesNotRefuse(Terms terms, Kind kind, State state, String moves) {
        var order = OrderSamples.in(state, OrderSamples.placed(terms, kind));

        assertThat(order.allowed()).map(Move::name).containsExactly(moves.split(" ", -1));
        assertThat(order.allowed())
                .allSatisfy(move -> assertThat(carryOut(move, order)).isNotEmpty());
    }

    @Test
    void orderToBePaidAtOnceIsNotConfirmed() {
        var order = OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS);

        assertThatThrownBy(() -> order.confirm(OrderSamples.NOW)).isInstanceOf(RuleBroken.class);
    }

    @Test
    void goodsAreShippedAndServicesFulfilled() {
        var goods = OrderSamples.in(State.PAID, OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS));
        var services = OrderSamples.in(State.PAID, OrderSamples.placed(Terms.IMMEDIATE, Kind.SERVICE));

        assertThatThrownBy(() -> goods.fulfil(OrderSamples.NOW)).hasMessageContaining("allow ship");
        assertThatThrownBy(() -> services.ship(null, OrderSamples.NOW)).hasMessageContaining("allows fulfil");
    }

    @Test
    void cancellationCancelsPendingPayments() {
        var placed = OrderSamples.placed(Terms.IMMEDIATE, Kind.GOODS);
        var requested = new OrderPayments(placed, OrderSamples.NOW)
                .request(new OrderPayments.Requested("pay_1", placed.open(), null));
        var waiting = OrderSamples.after(placed, requested);

        var events = waiting.cancel("CUSTOMER_REQUEST", OrderSamples.NOW);

        assertThat(events).hasSize(2);
        assertThat(events.getFirst()).isInstanceOf(PaymentCancelled.class);
        assertThat(events.getLast()).isInstanceOf(OrderCancelled.class);
        assertThat(OrderSamples.after(waiting, events).ledger().payments())
                .extracting(Payment::state)
                .containsExactly(Payment.State.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(Move.class)
    void everyMoveHasBehaviourAndState(Move move) {
        assertThat(BEHAVIOURS).containsKey(move);
        assertThat(Set.of(State.values())).anyMatch(move::isPossibleIn);
    }
}
