package io.crmesh.customer.imports.mapping;

import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.imports.mapping.Dates.PartialDate;
import io.crmesh.customer.registry.profile.CustomerFields;
import io.crmesh.customer.registry.profile.CustomerFields.External;
import io.crmesh.customer.registry.profile.CustomerFields.Name;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Source;
import io.crmesh.customer.registry.rows.CustomerRow;
import io.crmesh.customer.text.Codes;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.web.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file as the fields of a customer. A cell that cannot be used is left out with a warning, as long as the
 * rest still tells which customer the row is about.
 */
public final class RowFields {

    private static final Pattern INDEXED = Pattern.compile("([a-z]+)\\[(\\d+)](?:\\.(.*))?");

    private static final Set<String> NAMES =
            Set.of("name.given", "name.middle", "name.family", "name.legal", "name.nickname");

    private static final Set<String> PARTS = Set.of("name.given", "name.middle", "name.family");

    /** Fields that a file and the profile call the same. */
    private static final Set<String> PROFILE = Set.of("gender", "jobTitle", "language", "timeZone");

    /** A row in which one of these is wrong may be about another customer than it seems. */
    private static final Set<String> IDENTIFYING = Set.of("id", "externalId", "crmNumber");

    private final Map<String, List<String>> texts;
    private final List<RowWarning> warnings;
    private final RowSettings settings;
    private final Dates dates;
    private final String system;
    private final ListCells lists;
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
        this.lists = new ListCells(texts, warnings, settings.defaultRegion());
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
        lists.identifiers().forEach(identifiers::add);
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
        named.addAll(lists.named());
        return named;
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
                .emails(lists.emails())
                .phones(lists.phones())
                .addresses(lists.addresses())
                .jobTitle(text("jobTitle").orElse(null))
                .language(text("language").map(tag -> tag.replace('_', '-')).orElse(null))
                .timeZone(text("timeZone").orElse(null))
                .tags(lists.tags())
                .build();
    }

    /** Channels are published, so only a code becomes one; free text may name a person, and is kept as personal. */
    private static Source source(String text) {
        return text.matches(Codes.CODE) ? new Source(text, null, null, null) : new Source("import", text, null, null);
    }

    /**
     * A row that names a company and no person, not even by an address, is about the company. A row with our own id is about
     * the customer of that id.
     */
    private boolean isCompanyItself() {
        return texts.containsKey("company")
                && !texts.containsKey("id")
                && !lists.hasEmails()
                && texts.keySet().stream().noneMatch(NAMES::contains);
    }

    private Name name(@Nullable String company) {
        return new Name(
                text("name.given").orElse(null),
                text("name.middle").orElse(null),
                text("name.family").orElse(null),
                text("name.legal").orElse(company),
                namedByContact ? lists.contactName() : text("name.nickname").orElse(null));
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
     * another customer, or where no cell is at fault.
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
            var named = !namedByContact && lists.contactName() != null;
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

    /** Why the row cannot be used: where it has no usable name, what is wrong with the name that it has. */
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
            if (indexed.group(1).equals("consents")) {
                return at < consents.size() ? List.copyOf(consents.keySet()).get(at) : path;
            }
            return lists.fieldOf(indexed.group(1), at, indexed.group(3)).orElse(indexed.group(1));
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

    private boolean remove(String path, String field) {
        var indexed = INDEXED.matcher(path);
        if (!indexed.matches()) {
            return texts.keySet()
                    .removeIf(one -> one.equals(field) || (field.equals("birthday") && one.startsWith("birthday.")));
        }
        var at = Integer.parseInt(indexed.group(2));
        return indexed.group(1).equals("consents")
                ? removeConsent(field)
                : lists.remove(indexed.group(1), at, indexed.group(3));
    }

    /** A no still counts without its time and its reason; a yes does not. */
    private boolean removeConsent(String field) {
        var given = consents.remove(field);
        if (given != null && given.state().isObjection() && !given.equals(given.bare())) {
            consents.put(field, given.bare());
        }
        return given != null;
    }

    private <T> Optional<T> word(String field, Function<String, Optional<T>> words) {
        return text(field)
                .map(text -> words.apply(text).orElseThrow(() -> new Impossible(field, "is none of the known words")));
    }

    private Optional<String> text(String field) {
        return texts.getOrDefault(field, List.of()).stream().findFirst();
    }
}
