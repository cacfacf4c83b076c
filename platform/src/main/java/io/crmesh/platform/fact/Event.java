package io.crmesh.platform.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * Something that happened to one aggregate: a record, whose components (but for {@link #occurredAt} and those marked
 * {@link Personal}) are the fact's JSON body.
 */
public interface Event {

    /** The name other services know it by. It outlives the class name: never derive one from the other. */
    String type();

    /** When it happened in the world; goes into the envelope. */
    @JsonIgnore
    Instant occurredAt();
}
