package io.crmesh.interaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.store.ExternalId;
import io.crmesh.platform.web.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An interaction as people and programs see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InteractionView(
        @RecordId InteractionId id,
        CustomerId customerId,
        Channel channel,
        Direction direction,
        Instant occurredAt,
        @Needs("content:read") @Nullable String subject,
        @Needs("content:read") @Nullable String content,
        @Nullable Outcome outcome,
        @Nullable Topic topic,
        @Nullable ExternalId externalId) {

    static InteractionView of(Interaction interaction) {
        return new InteractionView(
                interaction.id(),
                interaction.customerId(),
                interaction.channel(),
                interaction.direction(),
                interaction.occurredAt(),
                interaction.subject(),
                interaction.content(),
                interaction.outcome(),
                interaction.topic(),
                interaction.externalId());
    }
}
