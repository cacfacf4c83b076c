package io.crmesh.customer.imports.mapping;

import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields that a file can fill. Telephone numbers and the parts of an address may be followed by what they are for,
 * as in {@code phone.work} and {@code street.home}; a consent by its purpose and channel.
 */
public final class FileField {

    static final String CONSENT = "consent.";

    /** What several addresses of one row are told apart by; the one without comes first. */
    private static final String GROUP = "home|work|other|[1-9]";

    /** Several columns may fill each of these. */
    private static final Set<String> LISTS = Set.of("email", "tags", "street", "name.given");

    private static final Set<String> SINGLE = Set.of(
            "id",
            "externalId",
            "kind",
            "stage",
            "name.middle",
            "name.family",
            "name.legal",
            "name.nickname",
            "company",
            "jobTitle",
            "gender",
            "birthday",
            "birthday.year",
            "birthday.month",
            "birthday.day",
            "city",
            "region",
            "postalCode",
            "country",
            "language",
            "timeZone",
            "source",
            "owner",
            "team",
            "crmNumber",
            "registeredAt");

    private static final Pattern ADDRESS =
            Pattern.compile("(street|city|region|postalCode|country)(\\.(" + GROUP + "))?");
    private static final Pattern PHONE = Pattern.compile("phone(\\.(mobile|home|work|other|[1-9](\\.label)?))?");

    /** What a column may say of a consent: its state, or that there is one or an objection, when and why. */
    private static final Set<String> ABOUT_CONSENT = Set.of("grantedAt", "withdrawnAt", "optedOut", "reason");

    private FileField() {}

    /** A consent that a column speaks of. */
    record About(Purpose purpose, Channel channel, String what) {}

    public static boolean isKnown(String field) {
        return SINGLE.contains(field)
                || LISTS.contains(field)
                || ADDRESS.matcher(field).matches()
                || PHONE.matcher(field).matches()
                || consent(field).isPresent();
    }

    /** Whether several columns fill this field, as they stand; of other fields, the first cell with a text counts. */
    static boolean isList(String field) {
        return LISTS.contains(field)
                || field.startsWith("street.")
                || (PHONE.matcher(field).matches() && !field.endsWith(".label"))
                || consent(field).filter(about -> about.what().equals("reason")).isPresent();
    }

    static Optional<About> consent(String field) {
        var parts = field.split("\\.", -1);
        if (!field.startsWith(CONSENT) || parts.length < 3 || parts.length > 4) {
            return Optional.empty();
        }
        var what = parts.length == 3 ? "" : parts[3];
        var purpose = named(Purpose.values(), parts[1]);
        var channel = named(Channel.values(), parts[2]);
        return purpose.isPresent() && channel.isPresent() && (what.isEmpty() || ABOUT_CONSENT.contains(what))
                ? Optional.of(new About(purpose.get(), channel.get(), what))
                : Optional.empty();
    }

    /** Whether a cell of this field may say no to messages: its state, that or when the customer objected. */
    static boolean mayObject(String field) {
        return consent(field)
                .filter(about -> !about.what().equals("reason") && !about.what().equals("grantedAt"))
                .isPresent();
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }
}
