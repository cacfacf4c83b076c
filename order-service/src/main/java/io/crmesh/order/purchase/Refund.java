package io.crmesh.order.purchase;

import io.crmesh.order.money.Money;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Money that goes back to the customer, apart from where the order stands. Its id follows from the command that asked
 * for it and stays as long as the order: asked again a hundred commands later it is still the same refund.
 */
public record Refund(
        String id, Money amount, State state, @Nullable String reason, Instant at) {

    enum State {
        REQUESTED,
        APPROVED,
        COMPLETED,
        FAILED,
        REJECTED;

        Set<State> next() {
            return switch (this) {
                case REQUESTED -> Set.of(APPROVED, REJECTED);
                case APPROVED -> Set.of(COMPLETED, FAILED);
                case COMPLETED, FAILED, REJECTED -> Set.of();
            };
        }
    }

    Refund now(State next, Instant when) {
        return new Refund(id, amount, next, reason, when);
    }

    /** What it takes of the money that came in: nothing once it is certain that it will not be paid. */
    boolean counts() {
        return switch (state) {
            case REQUESTED, APPROVED, COMPLETED -> true;
            case FAILED, REJECTED -> false;
        };
    }
}
