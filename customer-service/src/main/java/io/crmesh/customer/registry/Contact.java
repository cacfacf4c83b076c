package io.crmesh.customer.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.contact.Phone;
import io.crmesh.customer.registry.profile.Profile;
import org.jspecify.annotations.Nullable;

/** Whether a customer may be contacted now, and if so, at which address. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Contact(
        boolean allowed,
        @Nullable Reason reason,
        @Nullable String address,
        @Nullable String name,
        @Nullable String language) {

    enum Reason {
        NO_CONSENT,
        WITHDRAWN,
        /** The same address objected in another customer's record. */
        ADDRESS_WITHDRAWN,
        ERASED,
        NO_ADDRESS
    }

    static Contact refused(Reason reason) {
        return new Contact(false, reason, null, null, null);
    }

    static Contact of(Customer customer, Purpose purpose, Channel channel) {
        var objection = objection(purpose, customer.consentTo(purpose, channel));
        if (objection != null) {
            return refused(objection);
        }
        var profile = customer.profile();
        var address = address(profile, channel);
        return address == null
                ? refused(Reason.NO_ADDRESS)
                : new Contact(true, null, address, profile.name().display(), profile.language());
    }

    /** The purpose SERVICE needs no consent, but a customer who objected to it is not contacted. */
    private static @Nullable Reason objection(Purpose purpose, ConsentState state) {
        return switch (state) {
            case GRANTED -> null;
            case WITHDRAWN -> Reason.WITHDRAWN;
            case DENIED -> Reason.NO_CONSENT;
            case UNKNOWN, PENDING, EXPIRED ->
                switch (purpose) {
                    case SERVICE -> null;
                    case MARKETING, SURVEY -> Reason.NO_CONSENT;
                };
        };
    }

    private static @Nullable String address(Profile profile, Channel channel) {
        return switch (channel) {
            case EMAIL ->
                profile.emails().isEmpty() ? null : profile.emails().getFirst().value();
            case SMS ->
                profile.phones().stream()
                        .filter(phone -> phone.type() != Phone.Type.LANDLINE)
                        .map(Phone::e164)
                        .findFirst()
                        .orElse(null);
            case PHONE -> profile.phones().stream().map(Phone::e164).findFirst().orElse(null);
            case PUSH, POST -> null; // no device is known, and letters are not sent automatically yet
        };
    }
}
