package io.crmesh.marketing.delivery.stop;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.crmesh.platform.event.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events of emergency stops. */
public sealed interface StopEvent extends Event {

    /**
     * No delivery may begin to be sent.
     *
     * @param automation whose deliveries are stopped; absent for all
     */
    record Stopped(
            @Nullable String automation,
            @JsonIgnore String id,
            @JsonIgnore String reason,
            @JsonIgnore Instant at) implements StopEvent {}

    /** Sending continues. */
    record Released(@Nullable String automation, @JsonIgnore Instant at) implements StopEvent {}

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
            case Stopped _ -> "automation.stopped";
            case Released _ -> "automation.released";
        };
    }
}
