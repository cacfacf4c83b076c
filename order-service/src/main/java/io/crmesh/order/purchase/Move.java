package io.crmesh.order.purchase;

import static io.crmesh.order.purchase.Stage.State.CONFIRMED;
import static io.crmesh.order.purchase.Stage.State.FULFILLED;
import static io.crmesh.order.purchase.Stage.State.PAID;
import static io.crmesh.order.purchase.Stage.State.PENDING_PAYMENT;
import static io.crmesh.order.purchase.Stage.State.RECEIVED;
import static io.crmesh.order.purchase.Stage.State.RETURNING;
import static io.crmesh.order.purchase.Stage.State.SHIPPED;

import io.crmesh.order.purchase.Stage.State;
import io.crmesh.platform.Refusal.RuleBroken;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** State machine of an order: each move with the states that allow it. */
public enum Move {
    PAY(PENDING_PAYMENT),
    CONFIRM(PENDING_PAYMENT),
    SHIP(PAID, CONFIRMED),
    FULFIL(PAID, CONFIRMED),
    RECEIVE(SHIPPED),
    COMPLETE(RECEIVED, FULFILLED),
    CANCEL(PENDING_PAYMENT, PAID, CONFIRMED),
    EXPIRE(PENDING_PAYMENT),
    REQUEST_RETURN(SHIPPED, RECEIVED),
    RETURN(RETURNING),
    DECLINE_RETURN(RETURNING);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed, but its type does not say so
    private final Set<State> from;

    Move(State... from) {
        this.from = Set.of(from);
    }

    /** The name of the move, which ends the path that asks for it: {@code request-return}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isPossibleIn(State state) {
        return from.contains(state);
    }

    void requireFor(Order order) {
        if (!isPossibleIn(order.state())) {
            throw refusedFor(order);
        }
    }

    public RuleBroken refusedFor(Order order) {
        var allowed = order.allowed().stream().map(Move::word).collect(Collectors.joining(", "));
        return new RuleBroken(
                "order-state",
                "An order that is %s does not allow %s; it allows %s"
                        .formatted(order.state(), word(), allowed.isEmpty() ? "nothing more" : allowed));
    }
}
