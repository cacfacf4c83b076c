package io.crmesh.customer.consent;

import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.text.Codes;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A consent as a caller or a file gives it, with its evidence. */
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
        String source) {

    public static GivenConsent of(Purpose purpose, Channel channel, ConsentState state, String source) {
        return new GivenConsent(purpose, channel, state, null, null, null, source);
    }
}
