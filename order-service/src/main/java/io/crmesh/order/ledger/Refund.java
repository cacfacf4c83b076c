package io.crmesh.order.ledger;

import io.crmesh.order.money.Money;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entity: a refund to the customer, independent of the order's state. Its id is derived from the command that requested
 * it and is kept as long as the order: a request that is repeated a hundred commands later finds the same refund.
 *
 * @param reason why it was requested
 * @param stateReason why it was rejected or failed
 */
public record Refund(
        String id,
        Money amount,
        State state,
        @Nullable String reason,
        @Nullable String stateReason,
        Instant at) {

    public enum State {
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

    public Refund with(State next, @Nullable String because, Instant at) {
        return new Refund(id, amount, next, reason, because, at);
    }

    /** Whether the refund reduces the refundable amount; one that failed or was rejected does not. */
    boolean counts() {
        return switch (state) {
            case REQUESTED, APPROVED, COMPLETED -> true;
            case FAILED, REJECTED -> false;
        };
    }
}
