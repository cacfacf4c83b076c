package io.crmesh.marketing.automation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.crmesh.platform.fact.Event;
import java.time.Instant;

/** All that can happen to an automation. Names and texts stay here: the facts say which version, not what it says. */
public sealed interface AutomationEvent extends Event {

    /** An automation was drafted. */
    record Created(
            String trigger,
            int version,
            @JsonIgnore String id,
            @JsonIgnore String name,
            @JsonIgnore String definition,
            @JsonIgnore Instant at)
            implements AutomationEvent {}

    /** It was edited: a new version beside the old ones. */
    record Changed(
            String trigger,
            int version,
            @JsonIgnore String name,
            @JsonIgnore String definition,
            @JsonIgnore Instant at) implements AutomationEvent {}

    /** From now on facts start runs of this version. */
    record Enabled(int version, @JsonIgnore Instant at) implements AutomationEvent {}

    /** No new runs until it is enabled again. */
    record Paused(@JsonIgnore Instant at) implements AutomationEvent {}

    /** No new runs, ever. */
    record Retired(@JsonIgnore Instant at) implements AutomationEvent {}

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
            case Created _ -> "automation.created";
            case Changed _ -> "automation.changed";
            case Enabled _ -> "automation.enabled";
            case Paused _ -> "automation.paused";
            case Retired _ -> "automation.retired";
        };
    }
}
