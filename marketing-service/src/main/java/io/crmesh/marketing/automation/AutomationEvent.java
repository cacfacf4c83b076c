package io.crmesh.marketing.automation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.crmesh.platform.event.Event;
import java.time.Instant;

/** Events of automations. Names and texts are not published: the bodies name the version only. */
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

    /** It was edited: a new version was added. */
    record Changed(
            String trigger,
            int version,
            @JsonIgnore String name,
            @JsonIgnore String definition,
            @JsonIgnore Instant at) implements AutomationEvent {}

    /** From now on events start runs of this version. */
    record Enabled(int version, @JsonIgnore Instant at) implements AutomationEvent {}

    /** It starts no runs until it is enabled again. */
    record Paused(@JsonIgnore Instant at) implements AutomationEvent {}

    /** It starts no runs any more. */
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
