package io.crmesh.interaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.fact.Personal;
import org.jspecify.annotations.Nullable;

/**
 * What came of it.
 *
 * @param code for programs and reports; the only part that others are told
 * @param note in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outcome(
        String code,
        @Needs("content:read") @Personal @Nullable String note) {}
