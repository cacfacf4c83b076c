package io.crmesh.marketing.automation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.crmesh.marketing.condition.Clause;
import io.crmesh.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value object: what an automation does, as people write it: when this event meets this condition, take these steps. Each
 * content is stored once and word for word, so a reference always leads to the text that was judged and sent.
 *
 * @param reentry how often it may start for one customer: {@code ONCE} (also if absent), {@code EACH_EVENT}, {@code AFTER(P30D)}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Definition(
        @NotBlank @PlainText @Size(max = 200) String name,
        @NotBlank @Size(max = 100) String trigger,
        @Nullable @Valid Clause condition,
        @Nullable @Size(max = 40) String reentry,
        @NotEmpty @Size(max = 10) List<@Valid @NotNull Step> steps) {

    /** One step. Of the planned kinds only sending is possible so far; the others are refused by name. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            @NotBlank @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,39}")
            String id,

            @Nullable @Valid Send send,

            @JsonProperty("wait") @Schema(hidden = true) @Nullable
            Object waiting,

            @Schema(hidden = true) @Nullable Object branch,
            @Schema(hidden = true) @Nullable Object createTask,
            @Schema(hidden = true) @Nullable Object openTicket,
            @Schema(hidden = true) @Nullable Object updateCustomer,
            @Schema(hidden = true) @Nullable Object webhook,
            @Schema(hidden = true) @Nullable Object grantReward) {}

    /** A message to the customer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Send(
            @NotNull Channel channel,
            @NotNull Purpose purpose,
            @Valid @NotNull Template template,
            @Nullable Receiver receiver) {}

    /** The template of a message. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Template(
            @NotBlank @Size(max = 200) String subject,
            @NotBlank @Size(max = 20_000) String text,
            @Nullable @Size(max = 60_000) String html) {}

    /** The channel of a message. */
    public enum Channel {
        EMAIL
    }

    /** The purpose decides which consent is needed. */
    public enum Purpose {
        SERVICE,
        MARKETING,
        SURVEY;

        public boolean needsConsent() {
            return switch (this) {
                case SERVICE -> false;
                case MARKETING, SURVEY -> true;
            };
        }
    }

    /** What the mail server does with a Message-ID that it has seen before. */
    public enum Receiver {
        /** It stores one message per Message-ID: sending again is harmless. */
        IDEMPOTENT,
        /** It can be asked whether it has a Message-ID. */
        LOOKUP,
        /** Nothing is known about it: sending again may deliver a second mail. */
        PLAIN
    }

    public Step step(String id) {
        return steps.stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The definition has no such step"));
    }
}
