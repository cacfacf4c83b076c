package io.crmesh.customer.text;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a search for a name can begin with: the name from each of its words on, each word from each of its letters on, and
 * a Chinese name also as it is typed in Latin letters. Each becomes an entry of an index, so there is a limit; the first
 * are those that people search for most.
 */
public final class SearchWords {

    private static final int MOST = 60;
    private static final int MOST_BEGINNINGS = 24;
    private static final int SHORTEST_END = 3;
    private static final int LONGEST = 64;

    private SearchWords() {}

    /** The search words of all forms of one name, which are folded. */
    public static Set<String> of(Collection<String> folded) {
        var words = new LinkedHashSet<String>();
        folded.forEach(form -> words.addAll(Texts.beginnings(form, MOST_BEGINNINGS)));
        folded.forEach(form -> addLatin(form, words));
        folded.forEach(form -> addEnds(form, words));
        return words.stream()
                .map(word -> word.length() > LONGEST ? word.substring(0, LONGEST) : word)
                .limit(MOST)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void addLatin(String form, Set<String> words) {
        var name = Pinyin.of(form.replace(" ", ""));
        if (name != null) {
            words.add(name.family() + name.given());
            words.add(name.initials());
            if (!name.given().isEmpty()) {
                words.add(name.family() + " " + name.given());
                words.add(name.given());
            }
        }
    }

    /** Shorter ends than these are in too many names. */
    private static void addEnds(String form, Set<String> words) {
        for (var word : form.split(" ", -1)) {
            for (int i = 1; i <= word.length() - SHORTEST_END; i++) {
                if (!Character.isLowSurrogate(word.charAt(i))) {
                    words.add(word.substring(i));
                }
            }
        }
    }
}
