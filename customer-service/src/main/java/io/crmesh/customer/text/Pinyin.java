package io.crmesh.customer.text;

import com.ibm.icu.text.Transliterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a Chinese name is typed in Latin letters. The first letter of a name is read as a family's. Reading a letter takes
 * long, and there are some thousands of them: each is read once.
 */
final class Pinyin {

    /** A name in Latin letters, such as "chen", "yuting" and "cyt". */
    record Name(String family, String given, String initials) {}

    /** The rules are large, and most customers need none of them. */
    private static final class Rules {

        static final Transliterator FAMILY = Transliterator.getInstance("Han-Latin/Names");
        static final Transliterator OTHERS = Transliterator.getInstance("Han-Latin");
    }

    private static final Map<Integer, String> FAMILIES = new ConcurrentHashMap<>();
    private static final Map<Integer, String> OTHERS = new ConcurrentHashMap<>();

    private Pinyin() {}

    /** Null if the name is not in Chinese letters. */
    static @Nullable Name of(String chinese) {
        if (chinese.isEmpty() || !Texts.isChinese(chinese)) {
            return null;
        }
        var letters = chinese.codePoints().boxed().toList();
        var family = FAMILIES.computeIfAbsent(letters.getFirst(), letter -> read(Rules.FAMILY, letter));
        var given = letters.stream()
                .skip(1)
                .map(letter -> OTHERS.computeIfAbsent(letter, other -> read(Rules.OTHERS, other)))
                .toList();
        var initials = given.stream().map(Pinyin::initial).collect(Collectors.joining());
        return new Name(family, String.join("", given), initial(family) + initials);
    }

    private static String read(Transliterator rules, int letter) {
        return Texts.folded(rules.transliterate(Character.toString(letter)));
    }

    private static String initial(String syllable) {
        return syllable.isEmpty() ? "" : syllable.substring(0, 1);
    }
}
