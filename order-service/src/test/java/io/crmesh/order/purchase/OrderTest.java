package io.crmesh.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.EnumSource;

class OrderTest {

    private static final Map<Move, Function<Order, List<? extends OrderEvent>>> BEHAVIOURS = behaviours();

    private static Map<Move, Function<Order, List<? extends OrderEvent>>> behaviours() {
        var all = new EnumMap<Move, Function<Order, List<? extends OrderEvent>>>(Move.class);
        all.put(Move.CONFIRMATION, order -> List.of(order.confirm(Samples.NOW)));
        all.put(Move.SHIPMENT, order -> List.of(order.ship("SF", Samples.NOW)));
        all.put(Move.FULFILMENT, order -> List.of(order.fulfil(Samples.NOW)));
        all.put(Move.RECEIPT, order -> List.of(order.receive(Samples.NOW)));
        all.put(Move.COMPLETION, order -> List.of(order.complete(Samples.NOW)));
        all.put(Move.CANCELLATION, order -> order.cancel(null, Samples.NOW));
        all.put(Move.EXPIRY, order -> order.expire(Samples.NOW));
        all.put(Move.RETURN_REQUEST, order -> List.of(order.requestReturn(null, Samples.NOW)));
        all.put(Move.RETURN, order -> List.of(order.takeBack(Samples.NOW)));
        all.put(Move.RETURN_DECLINED, order -> List.of(order.declineReturn(null, Samples.NOW)));
        all.put(
                Move.PAYMENT,
                order -> new Paying(order, Samples.NOW).capture(new Paying.Wish("pay_1", order.open(), "CARD")));
        return all;
    }

    private static List<? extends OrderEvent> happening(Move move, Order order) {
        return Objects.requireNonNull(BEHAVIOURS.get(move)).apply(order);
    }

    /** The state machine as people agreed on it, written down a second time. */
    private static Map<Move, State> ways(State from) {
        return switch (from) {
            case PENDING_PAYMENT ->
                Map.of(
                        Move.PAYMENT, State.PAID,
                        Move.CONFIRMATION, State.CONFIRMED,
                        Move.CANCELLATION, State.CANCELLED,
                        Move.EXPIRY, State.EXPIRED);
            case PAID, CONFIRMED ->
                Map.of(
                        Move.SHIPMENT, State.SHIPPED,
                        Move.FULFILMENT, State.FULFILLED,
                        Move.CANCELLATION, State.CANCELLED);
            case SHIPPED -> Map.of(Move.RECEIPT, State.RECEIVED, Move.RETURN_REQUEST, State.RETURNING);
            case FULFILLED -> Map.of(Move.COMPLETION, State.COMPLETED);
            case RECEIVED -> Map.of(Move.COMPLETION, State.COMPLETED, Move.RETURN_REQUEST, State.RETURNING);
            case RETURNING -> Map.of(Move.RETURN, State.RETURNED, Move.RETURN_DECLINED, State.RECEIVED);
            case COMPLETED, CANCELLED, EXPIRED, RETURNED -> Map.of();
        };
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void everyPairOfStateAndBehaviourIsAsAgreed(State from) {
        for (var move : Move.values()) {
            // On account, so that it may be confirmed; of services where they are fulfilled, else of goods.
            var kind = move == Move.FULFILMENT ? Kind.SERVICE : Kind.GOODS;
            var order = Samples.in(from, Samples.placed(Terms.ON_ACCOUNT, kind));
            var to = ways(from).get(move);
            if (to != null) {
                assertThat(Samples.after(order, happening(move, order)).state())
                        .as("%s of %s", move, from)
                        .isEqualTo(to);
            } else if (move != Move.PAYMENT
                    || EnumSet.of(State.PAID, State.CANCELLED).contains(from)) {
                assertThatThrownBy(() -> happening(move, order))
                        .as("%s of %s", move, from)
                        .isInstanceOf(RuleBroken.class)
                        .hasMessageContaining("is " + from);
            }
        }
    }

    @Test
    void aRefusalSaysWhatIsAllowed() {
        var shipped = Samples.in(State.SHIPPED, Samples.placed(Terms.IMMEDIATE, Kind.GOODS));

        assertThatThrownBy(() -> shipped.cancel(null, Samples.NOW))
                .hasMessage("An order that is SHIPPED allows no cancellation; it allows receipt, return-request");
    }

    @Test
    void whatIsToBePaidAtOnceIsNotConfirmed() {
        var order = Samples.placed(Terms.IMMEDIATE, Kind.GOODS);

        assertThatThrownBy(() -> order.confirm(Samples.NOW)).isInstanceOf(RuleBroken.class);
    }

    @Test
    void goodsAreShippedAndServicesFulfilled() {
        var goods = Samples.in(State.PAID, Samples.placed(Terms.IMMEDIATE, Kind.GOODS));
        var services = Samples.in(State.PAID, Samples.placed(Terms.IMMEDIATE, Kind.SERVICE));

        assertThatThrownBy(() -> goods.fulfil(Samples.NOW)).hasMessageContaining("shipment");
        assertThatThrownBy(() -> services.ship(null, Samples.NOW)).hasMessageContaining("fulfilment");
    }

    @Test
    void aCancelledOrderWaitsForNoPayment() {
        var placed = Samples.placed(Terms.IMMEDIATE, Kind.GOODS);
        var asked = new Paying(placed, Samples.NOW).request(new Paying.Wish("pay_1", placed.open(), null));
        var waiting = Samples.after(placed, asked);

        var events = waiting.cancel("CUSTOMER_REQUEST", Samples.NOW);

        assertThat(events).hasSize(2);
        assertThat(events.getFirst()).isInstanceOf(PaymentCancelled.class);
        assertThat(events.getLast()).isInstanceOf(OrderCancelled.class);
        assertThat(Samples.after(waiting, events).ledger().payments())
                .extracting(Payment::state)
                .containsExactly(Payment.State.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(Move.class)
    void everyMoveIsTried(Move move) {
        assertThat(BEHAVIOURS).containsKey(move);
        assertThat(Set.of(State.values())).anyMatch(move::isPossibleIn);
    }
}
