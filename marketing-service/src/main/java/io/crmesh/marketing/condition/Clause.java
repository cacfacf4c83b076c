package io.crmesh.marketing.condition;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value object: a condition as people write it: {@code all}, {@code any} or {@code not} of further ones, or a leaf that says what a value
 * of the customer's profile or of the event {@code is}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Clause(
        @Nullable @Size(min = 1, max = 50) List<@Valid @NotNull Clause> all,
        @Nullable @Size(min = 1, max = 50) List<@Valid @NotNull Clause> any,
        @Nullable @Valid Clause not,
        @Nullable @Size(min = 1, max = 100) String profile,
        @Nullable @Size(min = 1, max = 100) String event,
        @Nullable @Size(min = 1, max = 10) String is,

        @Schema(
                types = {"string", "number", "boolean", "object", "array"},
                description =
                        "What the value is compared with: by its kind a text, a number, true or false, an amount with its"
                                + " currency, or a list of these")
        @Nullable
        Object value) {}
