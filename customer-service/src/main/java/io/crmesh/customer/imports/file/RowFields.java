package io.crmesh.customer.imports.file;

import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.registry.profile.CustomerFields;
import io.crmesh.customer.registry.profile.CustomerFields.AddressText;
import io.crmesh.customer.registry.profile.CustomerFields.EmailText;
import io.crmesh.customer.registry.profile.CustomerFields.External;
import io.crmesh.customer.registry.profile.CustomerFields.Name;
import io.crmesh.customer.registry.profile.CustomerFields.PhoneText;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Source;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.json.CleanText;
import io.crmesh.platform.json.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Maps one row of a file to the fields of a customer. Columns have the names that a mapping may give them. */
public final class RowFields {

    private static final int LONGEST = 2000;
    private static final String CONSENT = "consent.";

    static final List<String> NAMES = List.of(
            "externalId",
            "kind",
            "stage",
            "name.legal",
            "name.nickname",
            "email",
            "phone",
            "street",
            "city",
            "region",
            "postalCode",
            "country",
            "language",
            "source",
            "tags",
            "owner",
            "team",
            "crmNumber",
            "registeredAt");

    /** The field of a file for a field of the customer that an error names. */
    private static final Map<String, String> COLUMNS = Map.of(
            "emails", "email",
            "phones", "phone",
            "name", "name.legal",
            "crmNumberReason", "crmNumber");

    private final Map<String, String> row;

    private RowFields(Map<String, String> row) {
        this.row = row;
    }

    public static boolean knows(String field) {
        return NAMES.contains(field) || consent(field) != null;
    }

    public static CustomerFields read(Map<String, String> row, @Nullable String system) {
        return new RowFields(row).fields(system);
    }

    private static String of(@Nullable String system) {
        return system == null ? "import" : system;
    }

    /** The field of a file that a path in the customer's fields stands for. */
    public static String column(String path) {
        if (knows(path)) {
            return path;
        }
        var field = path.split("[.\\[]", 2)[0];
        return field.equals("addresses")
                ? path.substring(path.lastIndexOf('.') + 1)
                : COLUMNS.getOrDefault(field, field);
    }

    /** The fields of a profile that the row fills. */
    public static Set<String> named(Map<String, String> row) {
        var named = new HashSet<String>();
        row.forEach((field, value) -> {
            if (!value.isBlank()) {
                switch (field) {
                    case "name.legal", "name.nickname" -> named.addAll(List.of("name", field));
                    case "email" -> named.add("emails");
                    case "phone" -> named.add("phones");
                    case "street", "city", "region", "postalCode", "country" -> named.add("addresses");
                    case "language", "tags" -> named.add(field);
                    default -> {} // set once, at registration
                }
            }
        });
        return named;
    }

    private CustomerFields fields(@Nullable String system) {
        var external = text("externalId");
        var email = text("email");
        var phone = text("phone");
        var number = text("crmNumber");
        var source = text("source");
        var kind = word("kind", Kind.class);
        return CustomerFields.builder()
                .kind(kind == null ? Kind.PERSON : kind)
                .stage(word("stage", Stage.class))
                .externalId(external == null ? null : new External(of(system), external))
                .crmNumber(number)
                .crmNumberReason(number == null ? null : "import")
                .owner(text("owner"))
                .team(text("team"))
                .source(source == null ? null : new Source(source, null, null, null))
                .consents(consents())
                .registeredAt(instant(text("registeredAt")))
                .name(new Name(null, null, null, text("name.legal"), text("name.nickname")))
                .emails(email == null ? null : List.of(new EmailText(email)))
                .phones(phone == null ? null : List.of(new PhoneText(phone, null)))
                .addresses(addresses())
                .language(text("language"))
                .tags(tags())
                .build();
    }

    private @Nullable List<AddressText> addresses() {
        var address =
                new AddressText(text("street"), text("city"), text("region"), text("postalCode"), text("country"));
        return address.equals(new AddressText(null, null, null, null, null)) ? null : List.of(address);
    }

    private @Nullable List<String> tags() {
        var tags = text("tags");
        return tags == null
                ? null
                : Arrays.stream(tags.split("[|,]"))
                        .map(String::strip)
                        .filter(tag -> !tag.isEmpty())
                        .collect(Collectors.toList());
    }

    private List<GivenConsent> consents() {
        var consents = new ArrayList<GivenConsent>();
        for (var field : row.keySet()) {
            var about = consent(field);
            var state = about == null ? null : word(field, ConsentState.class);
            if (about != null && state != null && state != ConsentState.UNKNOWN) {
                if (!ConsentState.UNKNOWN.next().contains(state)) {
                    throw new Impossible(field, "is not a state in which a consent can begin");
                }
                consents.add(GivenConsent.of(about.purpose(), about.channel(), state, "IMPORT"));
            }
        }
        return consents;
    }

    private record About(Purpose purpose, Channel channel) {}

    private static @Nullable About consent(String field) {
        var parts = field.split("\\.", -1);
        if (!field.startsWith(CONSENT) || parts.length != 3) {
            return null;
        }
        var purpose = Arrays.stream(Purpose.values())
                .filter(known -> known.name().equals(parts[1]))
                .findFirst();
        var channel = Arrays.stream(Channel.values())
                .filter(known -> known.name().equals(parts[2]))
                .findFirst();
        return purpose.isPresent() && channel.isPresent() ? new About(purpose.get(), channel.get()) : null;
    }

    private @Nullable String text(String field) {
        var raw = row.get(field);
        if (raw == null || raw.isBlank()) {
            return null;
        }
        var kept = CleanText.of(raw.strip())
                .filter(text -> text.length() <= LONGEST && text.indexOf('\ufffd') < 0)
                .orElse(null);
        if (kept == null) {
            throw new Impossible(field, "has characters that cannot be stored, or too many");
        }
        return kept;
    }

    private <E extends Enum<E>> @Nullable E word(String field, Class<E> words) {
        var text = text(field);
        if (text == null) {
            return null;
        }
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> word.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Impossible(field, "is none of the known words"));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Times.parse(text).orElseThrow(RowFields::noTime);
        } catch (DateTimeParseException _) {
            throw noTime();
        }
    }

    private static Impossible noTime() {
        return new Impossible("registeredAt", "must be a time such as 2026-01-31T09:30:00Z, or a date");
    }
}
