package io.crmesh.platform.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * Domain event: something that happened to one aggregate. It is a record, whose components (but for {@link #occurredAt}
 * and those marked {@link Personal}) are the JSON body.
 */
public interface Event {

    /** The wire name. It outlives the class name: never derive one from the other. */
    String type();

    /** When it happened in the world; goes into the envelope. */
    @JsonIgnore
    Instant occurredAt();
}
