package io.crmesh.order.purchase;

import io.crmesh.order.money.Money;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Money that comes in for an order. Its id follows from the command that made it and stays as long as the order: the
 * same payment is never recorded twice.
 */
public record Payment(
        String id,
        Money amount,
        @Nullable String method,
        State state,
        @Nullable String reason,
        Instant at) {

    enum State {
        PENDING,
        CAPTURED,
        FAILED,
        CANCELLED;

        Set<State> next() {
            return switch (this) {
                case PENDING -> Set.of(CAPTURED, FAILED, CANCELLED);
                case CAPTURED, FAILED, CANCELLED -> Set.of();
            };
        }
    }

    Payment now(State next, @Nullable String why, Instant when) {
        return new Payment(id, amount, method, next, why, when);
    }
}
