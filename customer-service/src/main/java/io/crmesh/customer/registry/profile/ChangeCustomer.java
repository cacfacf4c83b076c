package io.crmesh.customer.registry.profile;

import io.crmesh.customer.contact.Address;
import io.crmesh.customer.contact.Email;
import io.crmesh.customer.contact.Phone;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
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

    /** How the entries of a list that a change names go together with those that are there. */
    public enum Joining {
        REPLACE,
        /** Only the named ones stay, as they are known already; addresses beyond them stay, too. */
        KEEP,
        /** The named ones come first: a customer is contacted at the first. */
        AHEAD,
        BEHIND
    }

    private static final int MOST = 20;

    /** Tells in which format telephone numbers in the patch are written, and is not a field of the profile. */
    static final String REGION = "defaultRegion";

    /** The profile with the fields that the patch names; an e-mail address that stays also stays verified. */
    public Profile appliedTo(Profile current) {
        return appliedTo(current, ProfileReader.read(fields), Joining.REPLACE);
    }

    /** The same with fields that were read before. */
    public Profile appliedTo(Profile current, Profile given, Joining joining) {
        return new Profile(
                name(current.name(), given.name()),
                pick("gender", Profile::gender, current, given),
                pick("birthDate", Profile::birthDate, current, given),
                pick("birthday", Profile::birthday, current, given),
                pick("birthYear", Profile::birthYear, current, given),
                pick("occupation", Profile::occupation, current, given),
                emails(current.emails(), given.emails(), joining),
                joined("phones", current.phones(), given.phones(), joining, Phone::e164),
                addresses(current.addresses(), given.addresses(), joining),
                pick("organizationId", Profile::organizationId, current, given),
                pick("jobTitle", Profile::jobTitle, current, given),
                pick("buyingRole", Profile::buyingRole, current, given),
                pick("industry", Profile::industry, current, given),
                pick("companySize", Profile::companySize, current, given),
                joined("preferences", current.preferences(), given.preferences(), joining, Function.identity()),
                joined("interests", current.interests(), given.interests(), joining, Function.identity()),
                pick("language", Profile::language, current, given),
                pick("timeZone", Profile::timeZone, current, given),
                joined("tags", current.tags(), given.tags(), joining, Function.identity()));
    }

    private <T> @Nullable T pick(String field, Function<Profile, @Nullable T> of, Profile current, Profile given) {
        return of.apply(named.contains(field) ? given : current);
    }

    private PersonName name(PersonName current, PersonName given) {
        if (!named.contains("name")) {
            return current;
        }
        return new PersonName(
                part("given", PersonName::given, current, given),
                part("middle", PersonName::middle, current, given),
                part("family", PersonName::family, current, given),
                part("legal", PersonName::legal, current, given),
                part("nickname", PersonName::nickname, current, given));
    }

    private @Nullable String part(
            String part, Function<PersonName, @Nullable String> of, PersonName current, PersonName given) {
        return of.apply(named.contains("name=null") || named.contains("name." + part) ? given : current);
    }

    private List<Email> emails(List<Email> current, List<Email> given, Joining joining) {
        var verified = new HashMap<String, Email>();
        current.forEach(email -> verified.put(email.value(), email));
        return joined("emails", current, given, joining, email -> Email.key(email.value())).stream()
                .map(email -> verified.getOrDefault(email.value(), email))
                .toList();
    }

    /** A file may show fewer addresses than there are. */
    private List<Address> addresses(List<Address> current, List<Address> given, Joining joining) {
        var more = joining == Joining.KEEP ? current.stream().skip(given.size()).toList() : List.<Address>of();
        var all = Stream.concat(given.stream(), more.stream()).toList();
        return joined("addresses", current, all, joining, Function.identity());
    }

    private <T> List<T> joined(String field, List<T> current, List<T> given, Joining joining, Function<T, ?> key) {
        if (!named.contains(field)) {
            return current;
        }
        return switch (joining) {
            case REPLACE -> given;
            case KEEP -> distinct(given, List.of(), current, key);
            case AHEAD -> distinct(given, current, current, key);
            case BEHIND -> distinct(current, given, current, key);
        };
    }

    /** Each entry once, as it is known already: in the same spelling, and of the same type. */
    private static <T> List<T> distinct(List<T> first, List<T> then, List<T> known, Function<T, ?> key) {
        var all = new LinkedHashMap<Object, T>();
        first.forEach(entry -> all.putIfAbsent(key.apply(entry), entry));
        then.forEach(entry -> all.putIfAbsent(key.apply(entry), entry));
        known.forEach(entry -> all.replace(key.apply(entry), entry));
        return all.values().stream().limit(Math.max(MOST, known.size())).toList();
    }

    static final class Reader extends ValueDeserializer<ChangeCustomer> {

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
