package io.crmesh.customer.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Normalisation of text for storage and for search. */
public final class Texts {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    /** Letters that show nothing. */
    private static final Set<Integer> BLANK = Set.of(0x115f, 0x1160, 0x2800, 0x3164, 0xffa0);

    private static final Set<Integer> JOINERS = Set.of(0x200c, 0x200d);
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Texts() {}

    /** The text without the space around it; null if nothing else is left. */
    public static @Nullable String stripped(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var stripped = text.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    public static List<String> stripped(@Nullable List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream()
                        .map(Texts::stripped)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
    }

    /**
     * Whether the text has one line, and nothing in it is invisible or turns the direction of writing. Joiners belong to
     * letters of some scripts and to pictures: they are allowed inside a word that is not written with letters to which
     * they mean nothing.
     */
    public static boolean isPlain(String text) {
        var letters = text.codePoints().toArray();
        for (int i = 0; i < letters.length; i++) {
            if (isUnseen(letters[i]) && !isJoining(letters, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnseen(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> BLANK.contains(letter);
        };
    }

    private static boolean isJoining(int[] letters, int i) {
        return JOINERS.contains(letters[i])
                && i > 0
                && i + 1 < letters.length
                && canBeJoined(letters[i - 1])
                && canBeJoined(letters[i + 1]);
    }

    private static boolean canBeJoined(int letter) {
        var joins = switch (Character.UnicodeScript.of(letter)) {
            case LATIN, GREEK, CYRILLIC, HAN, HIRAGANA, KATAKANA, HANGUL -> false;
            default -> true;
        };
        return joins && !Character.isWhitespace(letter) && !Character.isDigit(letter) && !isUnseen(letter);
    }

    /** The form in which names are compared: "  Zoë  Müller" is found as "zoe muller". */
    public static String folded(String name) {
        var decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var bare = INVISIBLE.matcher(MARKS.matcher(decomposed).replaceAll("")).replaceAll("");
        var composed = Normalizer.normalize(bare, Normalizer.Form.NFKC);
        return SPACES.matcher(composed.strip()).replaceAll(" ");
    }

    /** The same form from any keyboard, for addresses and codes that are compared exactly. */
    public static String compatible(String typed) {
        return INVISIBLE
                .matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("")
                .strip();
    }
}
