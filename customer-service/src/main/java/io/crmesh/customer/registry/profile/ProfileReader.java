package io.crmesh.customer.registry.profile;

import io.crmesh.customer.contact.Address;
import io.crmesh.customer.contact.ContactPoints;
import io.crmesh.customer.contact.Email;
import io.crmesh.customer.contact.Phone;
import io.crmesh.customer.registry.profile.CustomerFields.AddressText;
import io.crmesh.customer.registry.profile.CustomerFields.EmailText;
import io.crmesh.customer.registry.profile.CustomerFields.PhoneText;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.Refusal.Impossible;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parser of profiles: makes a {@link Profile} of typed fields, and refuses invalid fields by name. */
public final class ProfileReader {

    private static final Set<String> ISO_LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> WELL_KNOWN =
            Locale.availableLocales().map(Locale::getLanguage).collect(Collectors.toSet());

    private ProfileReader() {}

    public static Profile read(CustomerFields fields) {
        var addresses = addresses(fields.addresses());
        return new Profile(
                name(fields),
                fields.gender(),
                fields.birthDate(),
                birthday(Texts.stripped(fields.birthday())),
                fields.birthYear(),
                Texts.stripped(fields.occupation()),
                emails(fields.emails()),
                phones(fields.phones(), region(addresses, fields.defaultRegion())),
                addresses,
                fields.organizationId(),
                Texts.stripped(fields.jobTitle()),
                Texts.stripped(fields.buyingRole()),
                Texts.stripped(fields.industry()),
                Texts.stripped(fields.companySize()),
                Texts.stripped(fields.preferences()),
                Texts.stripped(fields.interests()),
                language(Texts.stripped(fields.language())),
                timeZone(Texts.stripped(fields.timeZone())),
                Texts.stripped(fields.tags()));
    }

    private static PersonName name(CustomerFields fields) {
        var name = fields.name();
        return name == null
                ? PersonName.NONE
                : new PersonName(
                        Texts.stripped(name.given()),
                        Texts.stripped(name.middle()),
                        Texts.stripped(name.family()),
                        Texts.stripped(name.legal()),
                        Texts.stripped(name.nickname()));
    }

    private static @Nullable String birthday(@Nullable String typed) {
        try {
            return typed == null ? null : MonthDay.parse(typed).toString();
        } catch (DateTimeParseException _) {
            throw new Impossible("birthday", "must be a day without a year such as --12-24");
        }
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
            var country = Texts.stripped(address.country());
            var field = "addresses[%d]".formatted(addresses.size());
            var read = new Address(
                    Texts.stripped(address.street()),
                    Texts.stripped(address.city()),
                    Texts.stripped(address.region()),
                    Texts.stripped(address.postalCode()),
                    country == null ? null : ContactPoints.country(field + ".country", country));
            if (read.equals(Address.EMPTY)) {
                throw new Impossible(field, "must not be empty");
            }
            addresses.add(read);
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
            var read = new Locale.Builder().setLanguageTag(tag).build();
            if (isKnown(tag, read.getLanguage())) {
                return read.toLanguageTag();
            }
        } catch (IllformedLocaleException _) {
            // refused below
        }
        throw new Impossible("language", "must be a language tag such as en or zh-CN (BCP 47)");
    }

    /**
     * Whether the tag begins with a language. No list of the thousands of three letters is at hand, but words that are
     * longer name none, and a second language in a tag must be one that is well known, as in zh-yue.
     */
    private static boolean isKnown(String tag, String read) {
        var first = tag.split("-", 2)[0];
        return switch (first.length()) {
            case 2 ->
                ISO_LANGUAGES.contains(first.toLowerCase(Locale.ROOT))
                        && (read.length() == 2 || WELL_KNOWN.contains(read));
            case 3 -> !read.isEmpty() && (read.equalsIgnoreCase(first) || WELL_KNOWN.contains(read));
            default -> false;
        };
    }

    private static @Nullable String timeZone(@Nullable String zone) {
        if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new Impossible("timeZone", "must be a time zone such as Europe/Berlin");
        }
        return zone;
    }
}
