package io.crmesh.interaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.event.Personal;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of an interaction.
 *
 * @param code for reports; the only part that is in events
 * @param note in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outcome(
        String code,
        @Needs("content:read") @Personal @Nullable String note) {}
