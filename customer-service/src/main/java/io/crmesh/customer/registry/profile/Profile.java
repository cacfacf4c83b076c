package io.crmesh.customer.registry.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.customer.contact.Address;
import io.crmesh.customer.contact.ContactName;
import io.crmesh.customer.contact.Email;
import io.crmesh.customer.contact.Phone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.event.Personal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Value object: the data of a customer that may be corrected at any time, in normalised form.
 *
 * @param birthday where the year is not known, {@code --MM-DD}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Profile(
        @Personal(Personal.Kind.SEARCHABLE) PersonName name,
        @Nullable Gender gender,
        @Needs("contact:read") @Personal @Nullable LocalDate birthDate,
        @Needs("contact:read") @Personal @Nullable String birthday,
        @Needs("contact:read") @Personal @Nullable Integer birthYear,
        @Personal @Nullable String occupation,
        @Needs("contact:read") @Personal List<Email> emails,
        @Needs("contact:read") @Personal List<Phone> phones,
        @Needs("contact:read") @Personal List<Address> addresses,
        @Nullable String organizationId,
        @Personal @Nullable String jobTitle,
        @Personal @Nullable String buyingRole,
        @Nullable String industry,
        @Nullable String companySize,
        @Personal List<String> preferences,
        @Personal List<String> interests,
        @Nullable String language,
        @Nullable String timeZone,
        @Personal(Personal.Kind.SEARCHABLE) List<String> tags) {

    /** Its fields by their names, as callers write them. */
    public static final Map<String, Function<Profile, @Nullable Object>> FIELDS = fields();

    private static Map<String, Function<Profile, @Nullable Object>> fields() {
        var fields = new LinkedHashMap<String, Function<Profile, @Nullable Object>>();
        fields.put("name", Profile::name);
        fields.put("gender", Profile::gender);
        fields.put("birthDate", Profile::birthDate);
        fields.put("birthday", Profile::birthday);
        fields.put("birthYear", Profile::birthYear);
        fields.put("occupation", Profile::occupation);
        fields.put("emails", Profile::emails);
        fields.put("phones", Profile::phones);
        fields.put("addresses", Profile::addresses);
        fields.put("organizationId", Profile::organizationId);
        fields.put("jobTitle", Profile::jobTitle);
        fields.put("buyingRole", Profile::buyingRole);
        fields.put("industry", Profile::industry);
        fields.put("companySize", Profile::companySize);
        fields.put("preferences", Profile::preferences);
        fields.put("interests", Profile::interests);
        fields.put("language", Profile::language);
        fields.put("timeZone", Profile::timeZone);
        fields.put("tags", Profile::tags);
        return fields;
    }

    /** The names of the fields that have a value. */
    public List<String> filled() {
        return FIELDS.keySet().stream().filter(this::isFilled).toList();
    }

    private boolean isFilled(String field) {
        var value = Objects.requireNonNull(FIELDS.get(field)).apply(this);
        return value != null && !List.of().equals(value);
    }

    /** The names of the fields that differ. */
    public List<String> changesTo(Profile other) {
        return FIELDS.entrySet().stream()
                .filter(field -> !Objects.equals(
                        field.getValue().apply(this), field.getValue().apply(other)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Refuses what cannot be true of such a customer. */
    public void check(Kind kind, LocalDate today) {
        if (name.equals(PersonName.NONE)) {
            throw new Impossible("name", "needs a given, family or legal name or a nickname");
        }
        if (birthDate != null && birthYear != null) {
            throw new Impossible("birthYear", "must not be said beside a birth date");
        }
        if (birthday != null && (birthDate != null || birthYear != null)) {
            throw new Impossible("birthday", "must not be said beside a birth date or year: say the birth date");
        }
        if (birthDate != null && birthDate.getYear() < CustomerFields.EARLIEST_BIRTH) {
            throw new Impossible("birthDate", "must not lie before " + CustomerFields.EARLIEST_BIRTH);
        }
        if (birthDate != null && birthDate.isAfter(today)) {
            throw new Impossible("birthDate", "must not lie in the future");
        }
        if (birthYear != null && birthYear > today.getYear()) {
            throw new Impossible("birthYear", "must not lie in the future");
        }
        if (kind == Kind.ORGANIZATION) {
            if (name.given() != null || name.middle() != null || name.family() != null) {
                throw new Impossible("name", "only a person has a given or family name");
            }
            for (var field :
                    List.of("gender", "birthDate", "birthday", "birthYear", "occupation", "jobTitle", "buyingRole")) {
                if (isFilled(field)) {
                    throw new Impossible(field, "only a person has one");
                }
            }
        }
    }

    /** The same person, who works for this organization. */
    public Profile workingFor(String organization) {
        return new Profile(
                name,
                gender,
                birthDate,
                birthday,
                birthYear,
                occupation,
                emails,
                phones,
                addresses,
                organization,
                jobTitle,
                buyingRole,
                industry,
                companySize,
                preferences,
                interests,
                language,
                timeZone,
                tags);
    }

    /** Whether the customer has no name of their own, and is called by an address or a number. */
    public boolean hasNameOfContact() {
        var nickname = name.nickname();
        return nickname != null
                && name.equals(new PersonName(null, null, null, null, nickname))
                && (emails.stream().anyMatch(email -> nickname.equals(ContactName.ofEmail(email.value())))
                        || phones.stream().anyMatch(phone -> nickname.equals(ContactName.ofPhone(phone.e164()))));
    }

    @Nullable
    public Address mainAddress() {
        return addresses.isEmpty() ? null : addresses.getFirst();
    }
}
