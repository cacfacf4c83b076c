package io.crmesh.marketing.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.crmesh.platform.fact.Event;
import java.time.Instant;
import java.util.List;

/** All that can happen to a run. */
public sealed interface RunEvent extends Event {

    /** A fact met the automation's condition. */
    record Triggered(
            String automation,
            int version,
            String fact,
            @JsonIgnore String id,
            @JsonIgnore String customer,
            @JsonIgnore List<String> steps,
            @JsonIgnore Instant at)
            implements RunEvent {}

    /** A step came to its end, and others have not. */
    record Advanced(
            String automation,
            String step,
            String outcome,
            @JsonIgnore Run.Done done,
            @JsonIgnore Instant at) implements RunEvent {}

    /** It did what it had to do. */
    record Completed(
            String automation,
            @JsonIgnore Run.Done done,
            @JsonIgnore Instant at) implements RunEvent {}

    /** It ended without any effect, for a reason that was foreseen. */
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
