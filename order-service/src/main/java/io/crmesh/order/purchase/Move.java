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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be done with an order besides paying it, and in which states: the whole of the state machine. */
enum Move {
    PAYMENT(PENDING_PAYMENT),
    CONFIRMATION(PENDING_PAYMENT),
    SHIPMENT(PAID, CONFIRMED),
    FULFILMENT(PAID, CONFIRMED),
    RECEIPT(SHIPPED),
    COMPLETION(RECEIVED, FULFILLED),
    CANCELLATION(PENDING_PAYMENT, PAID, CONFIRMED),
    EXPIRY(PENDING_PAYMENT),
    RETURN_REQUEST(SHIPPED, RECEIVED),
    RETURN(RETURNING),
    RETURN_DECLINED(RETURNING);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed, its type does not say so
    private final Set<State> from;

    Move(State... from) {
        this.from = Set.of(from);
    }

    /** Its name as in the address that does it: {@code return-request}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What people may do with it; expiry is what time does. */
    static List<Move> allowedIn(State state) {
        return Arrays.stream(values())
                .filter(move -> move != EXPIRY && move.isPossibleIn(state))
                .toList();
    }

    boolean isPossibleIn(State state) {
        return from.contains(state);
    }

    void requireIn(State state) {
        if (!isPossibleIn(state)) {
            throw refusedIn(state);
        }
    }

    RuleBroken refusedIn(State state) {
        var allowed = allowedIn(state).stream().map(Move::word).collect(Collectors.joining(", "));
        return new RuleBroken(
                "order-state",
                "An order that is %s allows no %s; it allows %s"
                        .formatted(state, word(), allowed.isEmpty() ? "nothing more" : allowed));
    }
}
