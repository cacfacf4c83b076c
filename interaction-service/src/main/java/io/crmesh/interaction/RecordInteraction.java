package io.crmesh.interaction;

import io.crmesh.platform.json.VisibleText;
import io.crmesh.platform.store.ExternalId;
import io.crmesh.web.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Request to record an interaction.
 *
 * @param occurredAt when it took place; now if absent
 */
record RecordInteraction(
        @NotNull @Pattern(regexp = CustomerId.FORM, message = CustomerId.SAYS)
        String customerId,

        @NotNull Channel channel,
        @NotNull Direction direction,
        @Nullable Instant occurredAt,
        @Nullable @VisibleText @Size(max = 500) String subject,
        @Nullable @VisibleText @Size(max = 20_000) String content,
        @Nullable @Valid Came outcome,
        @Nullable Topic topic,
        @Nullable @Valid External externalId) {

    /** What came of it; the code is told to others, so it has no room for words. */
    record Came(
            @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{0,99}", message = "must be a code such as INTERESTED")
            String code,

            @Nullable @VisibleText @Size(max = 2000) String note) {}

    record External(
            @NotBlank @PlainText @Size(max = 64) String system,
            @NotBlank @PlainText @Size(max = 200) String id) {}

    /** Without the spaces around it, which systems add and drop. */
    @Nullable
    ExternalId external() {
        return externalId == null
                ? null
                : new ExternalId(externalId.system().strip(), externalId.id().strip());
    }

    Interaction as(InteractionId id, Instant now) {
        return new Interaction(
                id,
                new CustomerId(customerId),
                channel,
                direction,
                occurredAt == null ? now : occurredAt,
                subject,
                content,
                outcome == null ? null : new Outcome(outcome.code(), outcome.note()),
                topic,
                external());
    }
}
