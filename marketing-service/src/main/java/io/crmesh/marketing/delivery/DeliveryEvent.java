package io.crmesh.marketing.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crmesh.platform.fact.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** All that can happen to a message. Neither its text nor an address is in a fact. */
public sealed interface DeliveryEvent extends Event {

    /** It waits to be sent. */
    record Queued(
            @JsonUnwrapped About about,
            @JsonIgnore Delivery.Order order,
            @JsonIgnore Instant at) implements DeliveryEvent {}

    /** A sender took it, and checks for the last time whether it may go. */
    record Claimed(
            @JsonUnwrapped About about,
            @JsonIgnore String token,
            @JsonIgnore Instant until,
            @JsonIgnore Instant at) implements DeliveryEvent {}

    /** It was not handed over, for certain, and waits again. */
    record Requeued(
            @JsonUnwrapped About about,
            String reason,
            @JsonIgnore Instant due,
            @JsonIgnore Instant at) implements DeliveryEvent {}

    /** From now on it may have left the house. */
    record HandingOver(
            @JsonUnwrapped About about,
            @JsonIgnore String token,
            @JsonIgnore Instant until,
            @JsonIgnore Mail mail,
            @JsonIgnore Instant at)
            implements DeliveryEvent {}

    /** The receiver has it. */
    record Sent(@JsonUnwrapped About about, @JsonIgnore Instant at) implements DeliveryEvent {}

    /** It cannot be sent, for good. */
    record Failed(
            @JsonUnwrapped About about,
            String reason,
            @JsonIgnore Instant at) implements DeliveryEvent {}

    /** It may not be sent, for a reason that was foreseen. */
    record Suppressed(
            @JsonUnwrapped About about,
            String reason,
            @JsonIgnore Instant at) implements DeliveryEvent {}

    /**
     * Nobody knows whether the receiver has it.
     *
     * @param due when to find out or to hand it over again; never, if only a person may
     */
    record Unknown(
            @JsonUnwrapped About about,
            String reason,
            @JsonIgnore @Nullable Instant due,
            @JsonIgnore Instant at) implements DeliveryEvent {}

    /** The customer asked by the message's link not to get such messages any more. */
    record Unsubscribed(
            String purpose, String channel, @JsonIgnore Instant at) implements DeliveryEvent {}

    @JsonIgnore
    Instant at();

    @Override
    default Instant occurredAt() {
        return at();
    }

    @Override
    @JsonIgnore
    default String type() {
        return switch (this) {
            case Queued _ -> "message.queued";
            case Claimed _ -> "message.claimed";
            case Requeued _ -> "message.requeued";
            case HandingOver _ -> "message.handing-over";
            case Sent _ -> "message.sent";
            case Failed _ -> "message.failed";
            case Suppressed _ -> "message.suppressed";
            case Unknown _ -> "message.unknown";
            case Unsubscribed _ -> "message.unsubscribed";
        };
    }
}
