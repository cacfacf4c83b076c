package io.crmesh.marketing.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.crmesh.platform.event.Event;
import java.time.Instant;
import java.util.List;

/** Events of runs. */
public sealed interface RunEvent extends Event {

    /** An event met the automation's condition. */
    record Triggered(
            String automation,
            int version,
            String event,
            @JsonIgnore String id,
            @JsonIgnore String customer,
            @JsonIgnore List<String> steps,
            @JsonIgnore Instant at)
            implements RunEvent {}

    /** A step ended, and others have not. */
    record Advanced(
            String automation,
            String step,
            String outcome,
            @JsonIgnore Run.Done done,
            @JsonIgnore Instant at) implements RunEvent {}

    /** All steps ended, and at least one message was sent. */
    record Completed(
            String automation,
            @JsonIgnore Run.Done done,
            @JsonIgnore Instant at) implements RunEvent {}

    /** It ended without any effect, for a foreseen reason. */
    record Suppressed(
            String automation,
            String reason,
            @JsonIgnore Run.Done done,
            @JsonIgnore Instant at) implements RunEvent {}

    /** It met an error that only a person can resolve. */
    record Parked(
            String automation,
            String code,
            @JsonIgnore Run.Done done,
            @JsonIgnore Instant at) implements RunEvent {}

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
            case Triggered _ -> "automation.triggered";
            case Advanced _ -> "automation.advanced";
            case Completed _ -> "automation.completed";
            case Suppressed _ -> "automation.suppressed";
            case Parked _ -> "automation.parked";
        };
    }
}
