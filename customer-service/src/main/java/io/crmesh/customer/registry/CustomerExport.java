package io.crmesh.customer.registry;

import io.crmesh.customer.consent.Consent;
import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.contact.Address;
import io.crmesh.customer.contact.ContactPoints;
import io.crmesh.customer.contact.Email;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.platform.list.Column;
import io.crmesh.platform.store.ExternalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the export of customers. They have the names that an import knows, so that the file, edited or not, is
 * the import of the same customers: the id says which, and a row without a change is a duplicate.
 */
final class CustomerExport {

    /**
     * A line of the file.
     *
     * @param company the name of the organization that the person works for, if the caller may see it
     */
    record Line(CustomerView customer, @Nullable String company) {

        private Profile profile() {
            return customer.profile();
        }
    }

    private static final String CONTACT = "contact:read";
    private static final String NUMBERS = "number-lookup:read";

    /** Between the entries of one cell, as an import and other address books read it. */
    private static final String BETWEEN = " ::: ";

    /** Addresses with columns of their own; any others share the last column. */
    private static final int SPREAD = 3;

    static final List<Column<Line>> COLUMNS = columns();

    private CustomerExport() {}

    private static List<Column<Line>> columns() {
        var columns = new ArrayList<Column<Line>>();
        columns.add(new Column<>("id", line -> line.customer().id()));
        columns.add(
                new Column<>("crmNumber", line -> line.customer().crmNumber().written(), NUMBERS));
        columns.add(external("externalSystem", ExternalId::system));
        columns.add(external("externalId", ExternalId::id));
        columns.add(new Column<>("kind", line -> line.customer().kind()));
        columns.add(new Column<>("stage", line -> line.customer().stage()));
        columns.add(of("name.given", profile -> profile.name().given()));
        columns.add(of("name.middle", profile -> profile.name().middle()));
        columns.add(of("name.family", profile -> profile.name().family()));
        columns.add(of("name.legal", profile -> profile.name().legal()));
        columns.add(of("name.nickname", profile -> profile.name().nickname()));
        columns.add(new Column<>("company", Line::company));
        columns.add(of("jobTitle", Profile::jobTitle));
        columns.add(of("gender", Profile::gender));
        columns.add(contact("birthday", CustomerExport::birthday));
        columns.add(contact("email", profile -> joined(profile.emails().stream().map(Email::value))));
        columns.add(contact(
                "phone",
                profile -> joined(profile.phones().stream().map(phone -> ContactPoints.written(phone.e164())))));
        for (int i = 0; i < SPREAD; i++) {
            addAddress(columns, i);
        }
        columns.add(contact("otherAddresses", CustomerExport::otherAddresses));
        columns.add(of("language", Profile::language));
        columns.add(of("timeZone", Profile::timeZone));
        columns.add(of("tags", profile -> String.join("|", profile.tags())));
        columns.add(new Column<>("owner", line -> line.customer().owner()));
        columns.add(new Column<>("team", line -> line.customer().team()));
        for (var purpose : Purpose.values()) {
            for (var channel : Channel.values()) {
                columns.add(new Column<>(
                        "consent.%s.%s".formatted(purpose, channel),
                        line -> consent(line.customer().consents(), purpose, channel)));
            }
        }
        columns.add(new Column<>("registeredAt", line -> line.customer().registeredAt()));
        return List.copyOf(columns);
    }

    private static Column<Line> of(String name, Function<Profile, @Nullable Object> value) {
        return new Column<>(name, line -> value.apply(line.profile()));
    }

    private static Column<Line> contact(String name, Function<Profile, @Nullable Object> value) {
        return new Column<>(name, line -> value.apply(line.profile()), CONTACT);
    }

    private static Column<Line> external(String name, Function<ExternalId, String> value) {
        return new Column<>(name, line -> {
            var external = line.customer().externalId();
            return external == null ? null : value.apply(external);
        });
    }

    private static void addAddress(List<Column<Line>> columns, int at) {
        var suffix = at == 0 ? "" : "." + (at + 1);
        columns.add(address("street" + suffix, at, Address::street));
        columns.add(address("city" + suffix, at, Address::city));
        columns.add(address("region" + suffix, at, Address::region));
        columns.add(address("postalCode" + suffix, at, Address::postalCode));
        columns.add(address("country" + suffix, at, Address::country));
    }

    private static Column<Line> address(String name, int at, Function<Address, @Nullable String> part) {
        return contact(
                name,
                profile -> at < profile.addresses().size()
                        ? part.apply(profile.addresses().get(at))
                        : null);
    }

    private static String otherAddresses(Profile profile) {
        return joined(profile.addresses().stream()
                .skip(SPREAD)
                .map(address -> Stream.of(
                                address.street(),
                                address.postalCode(),
                                address.city(),
                                address.region(),
                                address.country())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", "))));
    }

    private static @Nullable Object birthday(Profile profile) {
        if (profile.birthDate() != null) {
            return profile.birthDate();
        }
        return profile.birthday() == null ? profile.birthYear() : profile.birthday();
    }

    private static @Nullable Object consent(List<Consent> consents, Purpose purpose, Channel channel) {
        return consents.stream()
                .filter(consent -> consent.about(purpose, channel))
                .map(Consent::state)
                .findFirst()
                .orElse(null);
    }

    private static String joined(Stream<String> entries) {
        return entries.collect(Collectors.joining(BETWEEN));
    }
}
