package io.crmesh.marketing.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.crmesh.platform.fact.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sending was stopped, or goes on. */
public sealed interface StopEvent extends Event {

    /**
     * Nothing that has not been handed over may go.
     *
     * @param automation whose messages; of none said, all
     */
    record Stopped(
            @Nullable String automation,
            @JsonIgnore String id,
            @JsonIgnore String reason,
            @JsonIgnore Instant at) implements StopEvent {}

    /** What was held goes on. */
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
