package io.crmesh.customer.text;

import java.text.Normalizer;
import java.util.ArrayList;
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
    private static final Pattern APOSTROPHES = Pattern.compile("['`\u00B4\u02B9-\u02BD\u02C8\u2018\u2019\u201B\u2032]");
    private static final Pattern PUNCTUATION = Pattern.compile("\\p{P}+");
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

    /**
     * The form in which names are compared, in plain letters: "  Zoë  Müller-Łukasz" is found as "zoe muller lukasz",
     * "O’Brien" as "obrien".
     */
    public static String folded(String name) {
        var decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var bare = INVISIBLE.matcher(MARKS.matcher(decomposed).replaceAll("")).replaceAll("");
        var plain = APOSTROPHES.matcher(inPlainLetters(bare)).replaceAll("");
        var composed = Normalizer.normalize(PUNCTUATION.matcher(plain).replaceAll(" "), Normalizer.Form.NFKC);
        return SPACES.matcher(composed.strip()).replaceAll(" ");
    }

    /** Some letters are no other letter with a mark, and still are typed as one. */
    private static String inPlainLetters(String text) {
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            switch (letter) {
                case 'ł' -> plain.append('l');
                case 'đ', 'ð' -> plain.append('d');
                case 'ø' -> plain.append('o');
                case 'ħ' -> plain.append('h');
                case 'ŧ' -> plain.append('t');
                case 'ı' -> plain.append('i');
                case 'ß' -> plain.append("ss");
                case 'æ' -> plain.append("ae");
                case 'œ' -> plain.append("oe");
                case 'þ' -> plain.append("th");
                default -> plain.append(letter);
            }
        }
        return plain.toString();
    }

    /**
     * The text from each word on, and from each letter on of those scripts that put no space between words, at most so
     * many: what a search can begin with.
     */
    public static List<String> beginnings(String folded, int most) {
        var beginnings = new ArrayList<String>();
        for (int i = 0;
                i < folded.length() && beginnings.size() < most;
                i += Character.charCount(folded.codePointAt(i))) {
            if (i == 0 || folded.charAt(i - 1) == ' ' || isWordByItself(folded.codePointAt(i))) {
                beginnings.add(folded.substring(i));
            }
        }
        return beginnings;
    }

    /** Whether the text has Chinese letters only. */
    public static boolean isChinese(String text) {
        return text.codePoints().allMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN);
    }

    private static boolean isWordByItself(int letter) {
        return switch (Character.UnicodeScript.of(letter)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> false;
        };
    }

    /** The same form from any keyboard, for addresses and codes that are compared exactly. */
    public static String compatible(String typed) {
        return INVISIBLE
                .matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("")
                .strip();
    }
}
