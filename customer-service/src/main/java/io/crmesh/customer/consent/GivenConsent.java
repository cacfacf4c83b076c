package io.crmesh.customer.consent;

import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.text.Codes;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A consent as a caller or a file gives it, with its evidence.
 *
 * @param at when the person said so, if that was before now
 */
public record GivenConsent(
        @NotNull Purpose purpose,
        @NotNull Channel channel,
        @NotNull ConsentState state,

        @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
        String policyVersion,

        @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
        String lawfulBasis,

        @Nullable @Size(max = 2000) String evidence,

        @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
        String source,

        @Nullable Instant at) {

    public static GivenConsent of(Purpose purpose, Channel channel, ConsentState state, String source) {
        return new GivenConsent(purpose, channel, state, null, null, null, source, null);
    }

    /** The state alone, without what else was said of it. */
    public GivenConsent bare() {
        return new GivenConsent(purpose, channel, state, null, null, null, source, null);
    }

    /** The same, recorded as another state. */
    public GivenConsent as(ConsentState other) {
        return new GivenConsent(purpose, channel, other, policyVersion, lawfulBasis, evidence, source, at);
    }
}
