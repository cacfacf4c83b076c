package io.crmesh.order.purchase;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** State of an order: one record per stage, with exactly what is known at that stage. */
public sealed interface Stage {

    record PendingPayment() implements Stage {}

    record Paid(Instant at) implements Stage {}

    record Confirmed(Instant at) implements Stage {}

    record Shipped(Instant at, @Nullable String carrier) implements Stage {}

    record Fulfilled(Instant at) implements Stage {}

    /** The reason is that of a declined return. */
    record Received(Instant at, @Nullable String reason) implements Stage {}

    record Completed(Instant at) implements Stage {}

    record Cancelled(Instant at, @Nullable String reason) implements Stage {}

    record Expired(Instant at) implements Stage {}

    record Returning(Instant at, @Nullable String reason) implements Stage {}

    record Returned(Instant at) implements Stage {}

    /** The name of this stage, for people and other services. */
    default State state() {
        return switch (this) {
            case PendingPayment _ -> State.PENDING_PAYMENT;
            case Paid _ -> State.PAID;
            case Confirmed _ -> State.CONFIRMED;
            case Shipped _ -> State.SHIPPED;
            case Fulfilled _ -> State.FULFILLED;
            case Received _ -> State.RECEIVED;
            case Completed _ -> State.COMPLETED;
            case Cancelled _ -> State.CANCELLED;
            case Expired _ -> State.EXPIRED;
            case Returning _ -> State.RETURNING;
            case Returned _ -> State.RETURNED;
        };
    }

    /** Names of the stages. */
    enum State {
        PENDING_PAYMENT,
        PAID,
        CONFIRMED,
        SHIPPED,
        FULFILLED,
        RECEIVED,
        COMPLETED,
        CANCELLED,
        EXPIRED,
        RETURNING,
        RETURNED
    }
}
