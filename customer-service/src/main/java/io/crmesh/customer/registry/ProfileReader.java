package io.crmesh.customer.registry;

import io.crmesh.customer.contact.Address;
import io.crmesh.customer.contact.ContactPoints;
import io.crmesh.customer.contact.Email;
import io.crmesh.customer.contact.Phone;
import io.crmesh.customer.registry.CustomerFields.AddressText;
import io.crmesh.customer.registry.CustomerFields.EmailText;
import io.crmesh.customer.registry.CustomerFields.PhoneText;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.Refusal.Impossible;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Profile} of what was typed, and says by name what cannot be meant. */
final class ProfileReader {

    private ProfileReader() {}

    static Profile read(CustomerFields fields) {
        var addresses = addresses(fields.addresses());
        return new Profile(
                name(fields),
                fields.gender(),
                fields.birthDate(),
                fields.birthYear(),
                Texts.kept(fields.occupation()),
                emails(fields.emails()),
                phones(fields.phones(), region(addresses, fields.defaultRegion())),
                addresses,
                fields.organizationId(),
                Texts.kept(fields.jobTitle()),
                Texts.kept(fields.buyingRole()),
                Texts.kept(fields.industry()),
                Texts.kept(fields.companySize()),
                Texts.kept(fields.preferences()),
                Texts.kept(fields.interests()),
                language(Texts.kept(fields.language())),
                timeZone(Texts.kept(fields.timeZone())),
                Texts.kept(fields.tags()));
    }

    private static PersonName name(CustomerFields fields) {
        var name = fields.name();
        return name == null
                ? new PersonName(null, null)
                : new PersonName(Texts.kept(name.legal()), Texts.kept(name.nickname()));
    }

    private static List<Email> emails(@Nullable List<EmailText> typed) {
        var emails = new ArrayList<Email>();
        for (var email : typed == null ? List.<EmailText>of() : typed) {
            var value = ContactPoints.email("emails[%d].value".formatted(emails.size()), email.value());
            if (emails.stream().anyMatch(other -> Email.key(other.value()).equals(Email.key(value)))) {
                throw new Impossible("emails[%d].value".formatted(emails.size()), "stands there twice");
            }
            emails.add(Email.unverified(value));
        }
        return List.copyOf(emails);
    }

    private static List<Phone> phones(@Nullable List<PhoneText> typed, @Nullable String region) {
        var phones = new ArrayList<Phone>();
        for (var phone : typed == null ? List.<PhoneText>of() : typed) {
            var field = "phones[%d].e164".formatted(phones.size());
            var read = ContactPoints.phone(field, phone.e164(), region, phone.type());
            if (phones.stream().anyMatch(other -> other.e164().equals(read.e164()))) {
                throw new Impossible(field, "stands there twice");
            }
            phones.add(read);
        }
        return List.copyOf(phones);
    }

    private static List<Address> addresses(@Nullable List<AddressText> typed) {
        var addresses = new ArrayList<Address>();
        for (var address : typed == null ? List.<AddressText>of() : typed) {
            var country = Texts.kept(address.country());
            var field = "addresses[%d].country".formatted(addresses.size());
            addresses.add(new Address(
                    Texts.kept(address.street()),
                    Texts.kept(address.city()),
                    Texts.kept(address.region()),
                    Texts.kept(address.postalCode()),
                    country == null ? null : ContactPoints.country(field, country)));
        }
        return List.copyOf(addresses);
    }

    private static @Nullable String region(List<Address> addresses, @Nullable String otherwise) {
        return addresses.stream()
                .map(Address::country)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(otherwise);
    }

    private static @Nullable String language(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        try {
            var read = new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
            if (!read.startsWith("und")) {
                return read;
            }
        } catch (IllformedLocaleException _) {
            // told below
        }
        throw new Impossible("language", "must be a language tag such as en or zh-CN (BCP 47)");
    }

    private static @Nullable String timeZone(@Nullable String zone) {
        if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new Impossible("timeZone", "must be a time zone such as Europe/Berlin");
        }
        return zone;
    }
}
