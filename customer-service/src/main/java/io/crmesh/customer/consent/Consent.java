package io.crmesh.customer.consent;

import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.event.Personal;
import io.crmesh.platform.history.NamesEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Value object: one entry of the consent ledger, which tells whether the customer may be contacted for this purpose on
 * this channel, and on what evidence.
 *
 * @param evidence free text: who signed what, where
 */
public record Consent(
        @NamesEntry Purpose purpose,
        @NamesEntry Channel channel,
        ConsentState state,
        Instant since,
        @Nullable String policyVersion,
        @Nullable String lawfulBasis,
        @Needs("contact:read") @Personal @Nullable String evidence,
        @Nullable String source) {

    public enum Purpose {
        /** About the customer's own order or ticket: needs no consent. */
        SERVICE,
        MARKETING,
        SURVEY
    }

    public enum Channel {
        EMAIL,
        SMS,
        PUSH,
        PHONE,
        POST
    }

    public boolean about(Purpose otherPurpose, Channel otherChannel) {
        return purpose == otherPurpose && channel == otherChannel;
    }
}
