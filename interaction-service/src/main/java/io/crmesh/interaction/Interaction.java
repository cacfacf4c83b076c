package io.crmesh.interaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.interaction.InteractionEvent.InteractionRecorded;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.accesslog.RecordId;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.event.Personal;
import io.crmesh.platform.store.ExternalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Aggregate: something that was said or written between a customer and us. It took place and does not change. The words
 * stay here; events only tell other services that there was an interaction.
 *
 * @param occurredAt when it took place, which may be long before it was recorded
 * @param externalId its id in the system that it comes from, such as a mail's Message-ID
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Interaction(
        @RecordId InteractionId id,
        CustomerId customerId,
        Channel channel,
        Direction direction,
        Instant occurredAt,
        @Personal @Needs("content:read") @Nullable String subject,
        @Personal @Needs("content:read") @Nullable String content,
        @Nullable Outcome outcome,
        @Nullable Topic topic,
        @Personal(Personal.Kind.SEARCHABLE) @Nullable ExternalId externalId) {

    /** The event that records it. */
    InteractionRecorded recorded(Instant now) {
        if (occurredAt.isAfter(now)) {
            throw new Impossible("occurredAt", "must not lie in the future");
        }
        return new InteractionRecorded(channel, direction, outcomeCode(), topic, this, occurredAt);
    }

    @Nullable
    String outcomeCode() {
        return outcome == null ? null : outcome.code();
    }

    /** The state after an event. */
    static Interaction fold(@Nullable Interaction before, InteractionEvent event) {
        return switch (event) {
            case InteractionRecorded recorded -> recorded.interaction();
        };
    }
}
