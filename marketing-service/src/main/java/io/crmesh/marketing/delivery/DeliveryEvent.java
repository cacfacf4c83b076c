package io.crmesh.marketing.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crmesh.platform.event.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events of deliveries. Their bodies hold neither the text of a message nor an address. */
public sealed interface DeliveryEvent extends Event {

    /** It waits to be sent. */
    record Queued(
            @JsonUnwrapped DeliveryOrigin origin,
            @JsonIgnore Delivery.Request request,
            @JsonIgnore Instant at) implements DeliveryEvent {}

    /** A sender claimed it, and checks for the last time whether it may be sent. */
    record Claimed(
            @JsonUnwrapped DeliveryOrigin origin,
            @JsonIgnore String token,
            @JsonIgnore Instant until,
            @JsonIgnore Instant at)
            implements DeliveryEvent {}

    /** It was certainly not sent, and waits again. */
    record Requeued(
            @JsonUnwrapped DeliveryOrigin origin,
            String reason,
            @JsonIgnore Instant due,
            @JsonIgnore Instant at) implements DeliveryEvent {}

    /** It is being sent: from now on it may have arrived. */
    record HandingOver(
            @JsonUnwrapped DeliveryOrigin origin,
            @JsonIgnore String token,
            @JsonIgnore Instant until,
            @JsonIgnore Mail mail,
            @JsonIgnore Instant at)
            implements DeliveryEvent {}

    /** The receiver has it. */
    record Sent(
            @JsonUnwrapped DeliveryOrigin origin,
            @JsonIgnore Instant at) implements DeliveryEvent {}

    /** It cannot be sent, for good. */
    record Failed(
            @JsonUnwrapped DeliveryOrigin origin,
            String reason,
            @JsonIgnore Instant at) implements DeliveryEvent {}

    /** It may not be sent, for a reason that was foreseen. */
    record Suppressed(
            @JsonUnwrapped DeliveryOrigin origin,
            String reason,
            @JsonIgnore Instant at) implements DeliveryEvent {}

    /**
     * It is not known whether the receiver has it.
     *
     * @param due when to find out or to send it again; absent if only a person may decide
     */
    record Unknown(
            @JsonUnwrapped DeliveryOrigin origin,
            String reason,
            @JsonIgnore @Nullable Instant due,
            @JsonIgnore Instant at)
            implements DeliveryEvent {}

    /** The customer used the message's unsubscribe link. */
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
