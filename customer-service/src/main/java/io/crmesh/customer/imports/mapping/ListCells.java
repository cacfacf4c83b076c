package io.crmesh.customer.imports.mapping;

import io.crmesh.customer.contact.ContactName;
import io.crmesh.customer.contact.ContactPoints;
import io.crmesh.customer.contact.Email;
import io.crmesh.customer.contact.Phone;
import io.crmesh.customer.registry.profile.CustomerFields.AddressText;
import io.crmesh.customer.registry.profile.CustomerFields.EmailText;
import io.crmesh.customer.registry.profile.CustomerFields.PhoneText;
import io.crmesh.platform.Refusal.Impossible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one row that may have several values: addresses, e-mail addresses, telephone numbers and tags. A value that
 * cannot be read is left out with a warning.
 */
final class ListCells {

    private static final int MOST_CONTACTS = 20;
    private static final int MOST_TAGS = 50;
    private static final Pattern SEVERAL = Pattern.compile("\\s*(?::::|[;\\n])\\s*");
    private static final Pattern SEVERAL_EMAILS = Pattern.compile("\\s*(?::::|[;,\\n])\\s*");
    private static final Pattern SEVERAL_TAGS = Pattern.compile("\\s*(?::::|[;,|\\n])\\s*");
    private static final Pattern SEVERAL_OWN_TAGS = Pattern.compile("\\s*[|,\\n]\\s*");
    private static final Set<String> ADDRESS = Set.of("street", "city", "region", "postalCode", "country");

    private record TypedPhone(String field, PhoneText phone) {}

    private final Map<String, List<String>> texts;
    private final List<RowWarning> warnings;
    private final Map<String, Map<String, String>> addresses = new LinkedHashMap<>();
    private final List<String> emails = new ArrayList<>();
    private final List<TypedPhone> phones = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();

    /**
     * Reads them.
     *
     * @param region in whose format telephone numbers are written, where no address names a country
     */
    ListCells(Map<String, List<String>> texts, List<RowWarning> warnings, @Nullable String region) {
        this.texts = texts;
        this.warnings = warnings;
        readAddresses();
        readEmails();
        readPhones(region);
        readTags();
    }

    @Nullable
    List<EmailText> emails() {
        return emails.isEmpty() ? null : emails.stream().map(EmailText::new).toList();
    }

    @Nullable
    List<PhoneText> phones() {
        return phones.isEmpty() ? null : phones.stream().map(TypedPhone::phone).toList();
    }

    @Nullable
    List<AddressText> addresses() {
        return addresses.isEmpty()
                ? null
                : addresses.values().stream().map(ListCells::address).toList();
    }

    @Nullable
    List<String> tags() {
        return tags.isEmpty() ? null : List.copyOf(tags);
    }

    boolean hasEmails() {
        return !emails.isEmpty();
    }

    /** E-mail addresses and telephone numbers in the form in which they are compared. */
    Stream<String> identifiers() {
        return Stream.concat(
                emails.stream().map(email -> "email " + Email.key(email)),
                phones.stream().map(phone -> "phone " + phone.phone().e164()));
    }

    /** Who gave an address and no name is called by it, so that a list of addresses is one of customers. */
    @Nullable
    String contactName() {
        if (!emails.isEmpty()) {
            return ContactName.ofEmail(emails.getFirst());
        }
        return phones.isEmpty()
                ? null
                : ContactName.ofPhone(phones.getFirst().phone().e164());
    }

    /** The lists that the row fills, as the customer's record calls them. */
    Set<String> named() {
        var named = new LinkedHashSet<String>();
        addIf(named, "emails", !emails.isEmpty() && isWhole(Set.of("email")));
        addIf(named, "phones", !phones.isEmpty() && isWhole(Set.of("phone")));
        addIf(named, "addresses", !addresses.isEmpty() && isWhole(ADDRESS));
        addIf(named, "tags", !tags.isEmpty() && isWhole(Set.of("tags")));
        return named;
    }

    private static void addIf(Set<String> named, String field, boolean filled) {
        if (filled) {
            named.add(field);
        }
    }

    /** The row of an export says what a list is from now on, unless a part of the list cannot be read. */
    private boolean isWhole(Set<String> fields) {
        return !texts.containsKey("id")
                || warnings.stream()
                        .noneMatch(warning -> fields.contains(warning.field().split("\\.", 2)[0]));
    }

    /** The field of a file that filled the value at this place of a list; nothing if it is no list. */
    Optional<String> fieldOf(String list, int at, @Nullable String rest) {
        return switch (list) {
            case "emails" -> Optional.of("email");
            case "phones" -> Optional.of(at < phones.size() ? phones.get(at).field() : "phone");
            case "tags" -> Optional.of("tags");
            case "addresses" -> Optional.of((rest == null ? "street" : rest) + groupAt(at));
            default -> Optional.empty();
        };
    }

    /** Leaves out the value at this place of a list, of an address only the part; says whether it was there. */
    boolean remove(String list, int at, @Nullable String part) {
        return switch (list) {
            case "emails" -> removeAt(emails, at);
            case "phones" -> removeAt(phones, at);
            case "tags" -> removeAt(tags, at);
            case "addresses" -> removeAddress(groupAt(at), part);
            default -> false;
        };
    }

    private static boolean removeAt(List<?> values, int at) {
        return at < values.size() && values.remove(at) != null;
    }

    private boolean removeAddress(String group, @Nullable String part) {
        var address = addresses.get(group);
        if (address == null) {
            return false;
        }
        var removed = part == null || address.remove(part) != null;
        if (part == null || address.isEmpty()) {
            addresses.remove(group);
        }
        return removed;
    }

    private String groupAt(int at) {
        return at < addresses.size() ? List.copyOf(addresses.keySet()).get(at) : "";
    }

    private void readAddresses() {
        for (var field : texts.keySet()) {
            var dot = field.indexOf('.');
            var part = dot < 0 ? field : field.substring(0, dot);
            var group = dot < 0 ? "" : field.substring(dot);
            switch (part) {
                case "street" -> put(group, part, String.join("\n", texts.getOrDefault(field, List.of())));
                case "city", "region", "postalCode" -> text(field).ifPresent(text -> put(group, part, text));
                case "country" -> readCountry(field, group);
                default -> {}
            }
        }
        while (addresses.size() > MOST_CONTACTS) {
            addresses.remove(groupAt(MOST_CONTACTS));
        }
    }

    private void readCountry(String field, String group) {
        text(field)
                .ifPresent(text -> Countries.code(text)
                        .ifPresentOrElse(
                                code -> put(group, "country", code),
                                () -> warnings.add(new RowWarning(
                                        field, "is no country that is known by its name or its letters"))));
    }

    private void put(String group, String part, String text) {
        addresses.computeIfAbsent(group, _ -> new LinkedHashMap<>()).put(part, text);
    }

    private static AddressText address(Map<String, String> parts) {
        return new AddressText(
                parts.get("street"),
                parts.get("city"),
                parts.get("region"),
                parts.get("postalCode"),
                parts.get("country"));
    }

    private void readEmails() {
        for (var text : texts.getOrDefault("email", List.of())) {
            for (var typed : several(SEVERAL_EMAILS, text)) {
                orWarning("email", () -> ContactPoints.email("email", typed))
                        .filter(email -> emails.stream()
                                .noneMatch(known -> Email.key(known).equals(Email.key(email))))
                        .ifPresent(emails::add);
            }
        }
        limit(emails, MOST_CONTACTS, "email");
    }

    private void readPhones(@Nullable String defaultRegion) {
        var region = addresses.values().stream()
                .flatMap(address -> Optional.ofNullable(address.get("country")).stream())
                .findFirst()
                .orElse(defaultRegion);
        texts.forEach((field, cells) -> {
            if (field.equals("phone") || (field.startsWith("phone.") && !field.endsWith(".label"))) {
                for (var cell : cells) {
                    for (var typed : several(SEVERAL, cell)) {
                        readPhone(field, typed, region);
                    }
                }
            }
        });
        limit(phones, MOST_CONTACTS, "phone");
    }

    private void readPhone(String field, String typed, @Nullable String region) {
        orWarning(field, () -> ContactPoints.phone(field, typed, region, phoneType(field)))
                .filter(phone ->
                        phones.stream().noneMatch(known -> known.phone().e164().equals(phone.e164())))
                .ifPresent(phone -> phones.add(new TypedPhone(field, new PhoneText(phone.e164(), phone.type()))));
    }

    /** What the file says of the kind of number; otherwise it follows from the digits. */
    private Phone.@Nullable Type phoneType(String field) {
        return text(field + ".label")
                .flatMap(Words::phone)
                .or(() -> Words.phone(field.substring(field.indexOf('.') + 1)))
                .orElse(null);
    }

    /**
     * Some systems write a star before groups of their own, and quotes around tags. In an export of ours these are part of
     * a tag.
     */
    private void readTags() {
        var ours = texts.containsKey("id");
        for (var text : texts.getOrDefault("tags", List.of())) {
            for (var typed : several(ours ? SEVERAL_OWN_TAGS : SEVERAL_TAGS, text)) {
                var tag = ours ? typed.strip() : typed.replace("\"", "").strip();
                if (!tag.isEmpty() && (ours || !tag.startsWith("* ")) && !tags.contains(tag)) {
                    tags.add(tag);
                }
            }
        }
        limit(tags, MOST_TAGS, "tags");
    }

    private static List<String> several(Pattern between, String text) {
        return between.splitAsStream(text).filter(one -> !one.isBlank()).toList();
    }

    private void limit(List<?> values, int most, String field) {
        if (values.size() > most) {
            values.subList(most, values.size()).clear();
            warnings.add(new RowWarning(field, "has more than %d values; the others are left out".formatted(most)));
        }
    }

    private <T> Optional<T> orWarning(String field, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (Impossible refusal) {
            warnings.add(new RowWarning(field, refusal.errors().getFirst().message()));
            return Optional.empty();
        }
    }

    private Optional<String> text(String field) {
        return texts.getOrDefault(field, List.of()).stream().findFirst();
    }
}
