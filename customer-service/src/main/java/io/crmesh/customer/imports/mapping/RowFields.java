package io.crmesh.customer.imports.mapping;

import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.contact.ContactName;
import io.crmesh.customer.contact.ContactPoints;
import io.crmesh.customer.contact.Email;
import io.crmesh.customer.contact.Phone;
import io.crmesh.customer.imports.mapping.Dates.PartialDate;
import io.crmesh.customer.registry.profile.CustomerFields;
import io.crmesh.customer.registry.profile.CustomerFields.AddressText;
import io.crmesh.customer.registry.profile.CustomerFields.EmailText;
import io.crmesh.customer.registry.profile.CustomerFields.External;
import io.crmesh.customer.registry.profile.CustomerFields.Name;
import io.crmesh.customer.registry.profile.CustomerFields.PhoneText;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Source;
import io.crmesh.customer.registry.rows.CustomerRow;
import io.crmesh.customer.text.Codes;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.web.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file as the fields of a customer. A cell that cannot be used is left out with a warning, as long as the
 * rest still says whom the row is about.
 */
public final class RowFields {

    private static final int MOST_CONTACTS = 20;
    private static final int MOST_TAGS = 50;
    private static final Pattern SEVERAL = Pattern.compile("\\s*(?::::|[;\\n])\\s*");
    private static final Pattern SEVERAL_EMAILS = Pattern.compile("\\s*(?::::|[;,\\n])\\s*");
    private static final Pattern SEVERAL_TAGS = Pattern.compile("\\s*(?::::|[;,|\\n])\\s*");
    private static final Pattern SEVERAL_OWN_TAGS = Pattern.compile("\\s*[|,\\n]\\s*");
    private static final Pattern INDEXED = Pattern.compile("([a-z]+)\\[(\\d+)](?:\\.(.*))?");

    private static final Set<String> NAMES =
            Set.of("name.given", "name.middle", "name.family", "name.legal", "name.nickname");

    private static final Set<String> ADDRESS = Set.of("street", "city", "region", "postalCode", "country");

    private static final Set<String> PARTS = Set.of("name.given", "name.middle", "name.family");

    /** Fields that a file and the profile call the same. */
    private static final Set<String> PROFILE = Set.of("gender", "jobTitle", "language", "timeZone");

    /** A row in which one of these is wrong may be about somebody else than it seems. */
    private static final Set<String> IDENTIFYING = Set.of("id", "externalId", "crmNumber");

    private record TypedPhone(String field, PhoneText phone) {}

    private final Map<String, List<String>> texts;
    private final List<RowWarning> warnings;
    private final RowSettings settings;
    private final Dates dates;
    private final String system;
    private final Map<String, Map<String, String>> addresses = new LinkedHashMap<>();
    private final List<String> emails = new ArrayList<>();
    private final List<TypedPhone> phones = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private final Map<String, GivenConsent> consents;
    private boolean namedByContact;

    RowFields(
            Map<String, List<String>> texts,
            List<RowWarning> warnings,
            RowSettings settings,
            Dates dates,
            @Nullable String system) {
        this.texts = texts;
        this.warnings = warnings;
        this.settings = settings;
        this.dates = dates;
        this.system = system == null ? CustomerRow.UNNAMED_SYSTEM : system;
        readAddresses();
        readEmails();
        readPhones();
        readTags();
        this.consents = new ConsentCells(texts, dates, warnings).read();
    }

    /** The id of the customer to change, if the row has one. */
    public Optional<String> customerId() {
        return text("id");
    }

    /** The organization that the row's person works for. */
    public Optional<String> company() {
        return isCompanyItself() ? Optional.empty() : text("company");
    }

    /** The name of the organization that the row itself is about. */
    public Optional<String> organization() {
        if (isCompanyItself()) {
            return text("company");
        }
        var kind = text("kind").flatMap(Words::kind);
        return kind.filter(Kind.ORGANIZATION::equals).flatMap(_ -> text("name.legal"));
    }

    public List<RowWarning> warnings() {
        return List.copyOf(warnings);
    }

    /** What the row's customer is known by, in the form in which it is compared. */
    public List<String> identifiers() {
        var identifiers = new ArrayList<String>();
        for (var field : IDENTIFYING) {
            text(field).ifPresent(id -> identifiers.add(field + " " + id));
        }
        emails.forEach(email -> identifiers.add("email " + Email.key(email)));
        phones.forEach(phone -> identifiers.add("phone " + phone.phone().e164()));
        return identifiers;
    }

    /** The fields that the row fills, as the customer's record calls them. */
    public Set<String> named() {
        var named = new LinkedHashSet<String>();
        for (var field : texts.keySet()) {
            if (NAMES.contains(field)) {
                named.addAll(List.of("name", field));
            } else if (field.startsWith("birthday")) {
                named.addAll(List.of("birthDate", "birthday", "birthYear"));
            } else if (PROFILE.contains(field)) {
                named.add(field);
            }
        }
        if (isCompanyItself()) {
            named.addAll(List.of("name", "name.legal"));
        }
        addIf(named, "emails", !emails.isEmpty() && isWhole(Set.of("email")));
        addIf(named, "phones", !phones.isEmpty() && isWhole(Set.of("phone")));
        addIf(named, "addresses", !addresses.isEmpty() && isWhole(ADDRESS));
        addIf(named, "tags", !tags.isEmpty() && isWhole(Set.of("tags")));
        return named;
    }

    /** The row of an export says what a list is from now on, unless a part of the list cannot be read. */
    private boolean isWhole(Set<String> fields) {
        return !texts.containsKey("id")
                || warnings.stream()
                        .noneMatch(warning -> fields.contains(warning.field().split("\\.", 2)[0]));
    }

    private static void addIf(Set<String> named, String field, boolean filled) {
        if (filled) {
            named.add(field);
        }
    }

    /**
     * The fields of the customer.
     *
     * @throws Impossible if one of the fields cannot be what its cell says
     */
    public CustomerFields fields() {
        var number = text("crmNumber");
        var isCompany = isCompanyItself();
        var birthday = birthday();
        var day = birthday.day();
        var year = birthday.year();
        return CustomerFields.builder()
                .kind(word("kind", Words::kind).orElse(isCompany ? Kind.ORGANIZATION : null))
                .stage(word("stage", Words::stage).orElse(null))
                .externalId(
                        text("externalId").map(id -> new External(system, id)).orElse(null))
                .crmNumber(number.orElse(null))
                .crmNumberReason(number.map(_ -> "import").orElse(null))
                .owner(text("owner").orElse(null))
                .team(text("team").orElse(null))
                .source(text("source").map(RowFields::source).orElse(null))
                .consents(List.copyOf(consents.values()))
                .defaultRegion(settings.defaultRegion())
                .registeredAt(text("registeredAt")
                        .map(time -> dates.instant("registeredAt", time))
                        .orElse(null))
                .name(name(isCompany ? text("company").orElse(null) : null))
                .gender(word("gender", Words::gender).orElse(null))
                .birthDate(day == null || year == null ? null : day.atYear(year))
                .birthday(day == null || year != null ? null : day.toString())
                .birthYear(day == null ? year : null)
                .emails(
                        emails.isEmpty()
                                ? null
                                : emails.stream().map(EmailText::new).toList())
                .phones(
                        phones.isEmpty()
                                ? null
                                : phones.stream().map(TypedPhone::phone).toList())
                .addresses(
                        addresses.isEmpty()
                                ? null
                                : addresses.values().stream()
                                        .map(RowFields::address)
                                        .toList())
                .jobTitle(text("jobTitle").orElse(null))
                .language(text("language").map(tag -> tag.replace('_', '-')).orElse(null))
                .timeZone(text("timeZone").orElse(null))
                .tags(tags.isEmpty() ? null : List.copyOf(tags))
                .build();
    }

    /** Channels are published, so only a code becomes one; free text may name a person, and is kept as personal. */
    private static Source source(String text) {
        return text.matches(Codes.CODE) ? new Source(text, null, null, null) : new Source("import", text, null, null);
    }

    /**
     * A row that names a company and nobody at it, not even by an address, is about the company. Whom a row with our own id
     * is about is known.
     */
    private boolean isCompanyItself() {
        return texts.containsKey("company")
                && !texts.containsKey("id")
                && emails.isEmpty()
                && texts.keySet().stream().noneMatch(NAMES::contains);
    }

    private Name name(@Nullable String company) {
        return new Name(
                text("name.given").orElse(null),
                text("name.middle").orElse(null),
                text("name.family").orElse(null),
                text("name.legal").orElse(company),
                namedByContact ? contactName() : text("name.nickname").orElse(null));
    }

    /** Who gave an address and no name is called by it, so that a list of addresses is one of customers. */
    private @Nullable String contactName() {
        if (!emails.isEmpty()) {
            return ContactName.ofEmail(emails.getFirst());
        }
        if (!phones.isEmpty()) {
            return ContactName.ofPhone(phones.getFirst().phone().e164());
        }
        return null;
    }

    private PartialDate birthday() {
        return text("birthday")
                .or(this::birthdayOfParts)
                .map(typed -> dates.birthday("birthday", typed))
                .orElse(PartialDate.UNKNOWN);
    }

    private Optional<String> birthdayOfParts() {
        var year = text("birthday.year");
        var month = text("birthday.month");
        var day = text("birthday.day");
        if (month.isEmpty() || day.isEmpty()) {
            return year;
        }
        return Optional.of(year.map(known -> known + "-" + month.get() + "-" + day.get())
                .orElse("--%2s-%2s".formatted(month.get(), day.get()).replace(' ', '0')));
    }

    /**
     * Leaves out what an error names and warns of it. Says whether it could: it cannot where the row would be about
     * somebody else, or where no cell is at fault.
     */
    public boolean leaveOut(FieldError error) {
        if (error.field().equals("name")) {
            return nameOtherwise(error);
        }
        var field = fieldOf(error.field());
        if (IDENTIFYING.contains(field) || !remove(error.field(), field)) {
            return false;
        }
        warnings.add(new RowWarning(field, error.message()));
        return true;
    }

    /** An organization has no parts of a name; who has none is called by the address. */
    private boolean nameOtherwise(FieldError error) {
        if (NAMES.stream().noneMatch(texts::containsKey)) {
            var named = !namedByContact && contactName() != null;
            namedByContact |= named;
            return named;
        }
        if (!texts.containsKey("name.legal") && !texts.containsKey("name.nickname")) {
            return false;
        }
        var parts = texts.keySet().removeAll(PARTS);
        if (parts) {
            warnings.add(new RowWarning("name.given", error.message()));
        }
        return parts;
    }

    /** Why the row cannot be used: where it names nobody, what is wrong with its name if there is one. */
    public String reasonOf(FieldError error) {
        return warnings.stream()
                .filter(warning ->
                        error.field().equals("name") && warning.field().equals(fieldOf(error.field())))
                .map(RowWarning::message)
                .findFirst()
                .orElse(error.message());
    }

    /** The field of a file that a path in the customer's fields stands for. */
    public String fieldOf(String path) {
        var indexed = INDEXED.matcher(path);
        if (indexed.matches()) {
            var at = Integer.parseInt(indexed.group(2));
            return switch (indexed.group(1)) {
                case "emails" -> "email";
                case "phones" -> at < phones.size() ? phones.get(at).field() : "phone";
                case "tags" -> "tags";
                case "addresses" -> part(indexed.group(3)) + groupAt(at);
                case "consents" ->
                    at < consents.size() ? List.copyOf(consents.keySet()).get(at) : path;
                default -> indexed.group(1);
            };
        }
        if (FileField.isKnown(path)) {
            return path;
        }
        return switch (path) {
            case "birthDate", "birthYear" -> "birthday";
            case "emails" -> "email";
            case "phones" -> "phone";
            case "name" -> "name.legal";
            case "customerId" -> "id";
            case "organizationId" -> "company";
            case "crmNumberReason" -> "crmNumber";
            default -> path.split("[.\\[]", 2)[0];
        };
    }

    private String part(@Nullable String rest) {
        return rest == null ? "street" : rest;
    }

    private String groupAt(int at) {
        return at < addresses.size() ? List.copyOf(addresses.keySet()).get(at) : "";
    }

    private boolean remove(String path, String field) {
        var indexed = INDEXED.matcher(path);
        if (!indexed.matches()) {
            return texts.keySet()
                    .removeIf(one -> one.equals(field) || (field.equals("birthday") && one.startsWith("birthday.")));
        }
        var at = Integer.parseInt(indexed.group(2));
        return switch (indexed.group(1)) {
            case "emails" -> removeAt(emails, at);
            case "phones" -> removeAt(phones, at);
            case "tags" -> removeAt(tags, at);
            case "consents" -> removeConsent(field);
            case "addresses" -> removeAddress(groupAt(at), indexed.group(3));
            default -> false;
        };
    }

    /** A no still counts without its time and its reason; a yes does not. */
    private boolean removeConsent(String field) {
        var given = consents.remove(field);
        if (given != null && given.state().isObjection() && !given.equals(given.bare())) {
            consents.put(field, given.bare());
        }
        return given != null;
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

    private void readPhones() {
        var region = addresses.values().stream()
                .flatMap(address -> Optional.ofNullable(address.get("country")).stream())
                .findFirst()
                .orElse(settings.defaultRegion());
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

    private <T> Optional<T> word(String field, Function<String, Optional<T>> words) {
        return text(field)
                .map(text -> words.apply(text).orElseThrow(() -> new Impossible(field, "is none of the known words")));
    }

    private Optional<String> text(String field) {
        return texts.getOrDefault(field, List.of()).stream().findFirst();
    }
}
