package io.crmesh.customer.registry.rows;

import io.crmesh.customer.registry.profile.PersonName;
import io.crmesh.customer.text.Texts;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Policy: whether two names may be those of one customer. "A. Lee" may be Ann Lee, and so may "Ann", or "Lee, Ann"; Bob Lee
 * is another person. A name that is not said may be any.
 */
final class SameName {

    private SameName() {}

    static boolean mayBe(PersonName one, PersonName other) {
        var words = words(one);
        var others = words(other);
        return words.isEmpty()
                || others.isEmpty()
                || isWithin(words, others)
                || isWithin(others, words)
                || whole(one).stream().anyMatch(whole(other)::contains);
    }

    private static boolean isWithin(Set<String> few, Set<String> many) {
        return few.stream().anyMatch(many::contains)
                && few.stream().allMatch(word -> many.stream().anyMatch(other -> mayStandFor(word, other)));
    }

    private static boolean mayStandFor(String word, String other) {
        return word.equals(other)
                || (word.length() == 1 && other.startsWith(word))
                || (other.length() == 1 && word.startsWith(other));
    }

    private static Set<String> words(PersonName name) {
        return name.forms()
                .flatMap(form -> Stream.of(Texts.folded(form).split(" ", -1)))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Set<String> whole(PersonName name) {
        return name.forms().map(form -> Texts.folded(form).replace(" ", "")).collect(Collectors.toSet());
    }
}
