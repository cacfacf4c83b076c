package io.crmesh.interaction;

import io.crmesh.interaction.InteractionEvent.InteractionRecorded;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.fact.Personal;
import io.crmesh.platform.store.ExternalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was said or written between a customer and us. It has happened: there is nothing about it that could
 * still change. What was said stays here, others are told that something was.
 *
 * @param occurredAt when it took place, which may be long before we heard of it
 * @param externalId what the system that brought it calls it, such as a mail's Message-ID
 */
public record Interaction(
        InteractionId id,
        CustomerId customerId,
        Channel channel,
        Direction direction,
        Instant occurredAt,
        @Personal @Nullable String subject,
        @Personal @Nullable String content,
        @Nullable Outcome outcome,
        @Nullable Topic topic,
        @Personal(Personal.Kind.SEARCHABLE) @Nullable ExternalId externalId) {

    /** It took place, and now we know. */
    InteractionRecorded recorded(Instant now) {
        if (occurredAt.isAfter(now)) {
            throw new Impossible("occurredAt", "must not lie in the future");
        }
        return new InteractionRecorded(
                channel, direction, outcome == null ? null : outcome.code(), topic, this, occurredAt);
    }

    /** The only way from one interaction to the next; there is but one step so far. */
    static Interaction fold(@Nullable Interaction before, InteractionEvent event) {
        return switch (event) {
            case InteractionRecorded recorded -> recorded.interaction();
        };
    }
}
