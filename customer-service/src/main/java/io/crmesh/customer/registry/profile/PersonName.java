package io.crmesh.customer.registry.profile;

import io.crmesh.customer.text.Texts;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Value object: the name of a customer. A person's name may be known in parts, an organization has a legal name alone. At
 * least one of these is present.
 *
 * @param legal the whole name, as it stands in a contract
 * @param nickname how the customer is called
 */
public record PersonName(
        @Nullable String given,
        @Nullable String middle,
        @Nullable String family,
        @Nullable String legal,
        @Nullable String nickname) {

    public static final PersonName NONE = new PersonName(null, null, null, null, null);

    /** The name to show and to sort by. */
    public String display() {
        if (legal != null) {
            return legal;
        }
        var whole = ofParts();
        return whole.isEmpty() ? Objects.requireNonNullElse(nickname, "") : whole;
    }

    /** The parts as one name: names in Chinese letters begin with the family's, and have no space within. */
    private String ofParts() {
        var together = Stream.of(family, given, middle).filter(Objects::nonNull).allMatch(Texts::isChinese);
        return together ? joined("", family, middle, given) : joined(" ", given, middle, family);
    }

    private static String joined(String between, @Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(between));
    }

    /** Every form of the name by which a person may look for the customer. */
    public Stream<String> forms() {
        return Stream.of(legal, ofParts(), nickname)
                .filter(Objects::nonNull)
                .filter(form -> !form.isEmpty())
                .distinct();
    }
}
