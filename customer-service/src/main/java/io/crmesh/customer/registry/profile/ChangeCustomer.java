package io.crmesh.customer.registry.profile;

import io.crmesh.customer.contact.Email;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * A merge patch (RFC 7396) of a customer's profile: a named field is written, {@code null} clears it, and a field that
 * is not named stays.
 *
 * @param named the paths that the patch names; of the name, which is merged itself, also its parts
 */
@JsonDeserialize(using = ChangeCustomer.Reader.class)
@Schema(implementation = CustomerFields.class)
public record ChangeCustomer(CustomerFields fields, Set<String> named) {

    /** The profile with the fields that the patch names; an e-mail address that stays also stays verified. */
    public Profile appliedTo(Profile current) {
        var given = ProfileReader.read(fields);
        return new Profile(
                name(current.name(), given.name()),
                pick("gender", Profile::gender, current, given),
                pick("birthDate", Profile::birthDate, current, given),
                pick("birthYear", Profile::birthYear, current, given),
                pick("occupation", Profile::occupation, current, given),
                named.contains("emails") ? emails(current.emails(), given.emails()) : current.emails(),
                named.contains("phones") ? given.phones() : current.phones(),
                named.contains("addresses") ? given.addresses() : current.addresses(),
                pick("organizationId", Profile::organizationId, current, given),
                pick("jobTitle", Profile::jobTitle, current, given),
                pick("buyingRole", Profile::buyingRole, current, given),
                pick("industry", Profile::industry, current, given),
                pick("companySize", Profile::companySize, current, given),
                named.contains("preferences") ? given.preferences() : current.preferences(),
                named.contains("interests") ? given.interests() : current.interests(),
                pick("language", Profile::language, current, given),
                pick("timeZone", Profile::timeZone, current, given),
                named.contains("tags") ? given.tags() : current.tags());
    }

    private <T> @Nullable T pick(String field, Function<Profile, @Nullable T> of, Profile current, Profile given) {
        return of.apply(named.contains(field) ? given : current);
    }

    private PersonName name(PersonName current, PersonName given) {
        if (!named.contains("name")) {
            return current;
        }
        var whole = named.contains("name=null");
        return new PersonName(
                whole || named.contains("name.legal") ? given.legal() : current.legal(),
                whole || named.contains("name.nickname") ? given.nickname() : current.nickname());
    }

    private static List<Email> emails(List<Email> current, List<Email> given) {
        var kept = new ArrayList<Email>();
        for (var email : given) {
            kept.add(current.stream()
                    .filter(known -> known.value().equals(email.value()))
                    .findFirst()
                    .orElse(email));
        }
        return List.copyOf(kept);
    }

    static final class Reader extends ValueDeserializer<ChangeCustomer> {

        /** Tells in which format telephone numbers in the patch are written, and is not a field of the profile. */
        private static final String REGION = "defaultRegion";

        @Override
        public ChangeCustomer deserialize(JsonParser json, DeserializationContext context) {
            var patch = context.readTree(json);
            if (!patch.isObject()) {
                return context.reportInputMismatch(ChangeCustomer.class, "must be an object");
            }
            var named = new LinkedHashSet<String>();
            for (var field : patch.properties()) {
                if (!Profile.FIELDS.containsKey(field.getKey())
                        && !field.getKey().equals(REGION)) {
                    throw UnrecognizedPropertyException.from(
                            json, CustomerFields.class, field.getKey(), List.copyOf(Profile.FIELDS.keySet()));
                }
                named.add(field.getKey());
                named.addAll(within(field.getKey(), field.getValue()));
            }
            return new ChangeCustomer(context.readTreeAsValue(patch, CustomerFields.class), Set.copyOf(named));
        }

        private static List<String> within(String field, JsonNode value) {
            if (!field.equals("name")) {
                return List.of();
            }
            return value.isNull()
                    ? List.of("name=null")
                    : value.propertyNames().stream().map(part -> "name." + part).toList();
        }
    }
}
