package io.crmesh.interaction;

import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.Personal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events of interactions. */
sealed interface InteractionEvent extends Event {

    /** Something was said or written. */
    record InteractionRecorded(
            Channel channel,
            Direction direction,
            @Nullable String outcome,
            @Nullable Topic topic,
            @Personal Interaction interaction,
            Instant occurredAt)
            implements InteractionEvent {}

    @Override
    default String type() {
        return switch (this) {
            case InteractionRecorded _ -> "interaction.recorded";
        };
    }
}
