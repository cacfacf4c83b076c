package io.crmesh.order.ledger;

import io.crmesh.order.money.Money;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entity: a payment for an order. Its id is derived from the command that recorded it and is kept as long as the order,
 * so no payment is recorded twice.
 *
 * @param overpayment the part of a captured amount that the order did not need; null if it needed all
 */
public record Payment(
        String id,
        Money amount,
        @Nullable String method,
        State state,
        @Nullable String reason,
        @Nullable Money overpayment,
        Instant at) {

    public enum State {
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

    public Payment with(State next, @Nullable String because, Instant at) {
        return new Payment(id, amount, method, next, because, overpayment, at);
    }
}
