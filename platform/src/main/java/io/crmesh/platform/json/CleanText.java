package io.crmesh.platform.json;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text normaliser: stored text is composed (NFC), its lines end with a line feed, and it has neither control
 * characters nor lone surrogates.
 */
public final class CleanText {

    private static final Pattern VISIBLE =
            Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Z}\\u115F\\u1160\\u2800\\u3164\\uFFA0]");
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\u115F\\u1160\\u2800\\u3164\\uFFA0]");
    private static final Pattern JOINERS = Pattern.compile(
            "(?<=[\\p{L}\\p{M}\\p{So}\\p{Sk}&&[^\\p{IsLatin}\\p{IsGreek}"
                    + "\\p{IsCyrillic}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]])[\\u200C\\u200D](?=[\\p{L}\\p{M}\\p{So}])");

    private CleanText() {}

    /** Whether there is something to see in the text, in any number of lines. */
    public static boolean isVisible(String text) {
        return VISIBLE.matcher(text).find();
    }

    /**
     * Whether the text has one line, and nothing in it is invisible or turns the direction of writing. Joiners are allowed
     * inside words of scripts whose letters they join, and between pictures.
     */
    public static boolean isPlain(String text) {
        return !UNSEEN.matcher(JOINERS.matcher(text).replaceAll("")).find();
    }

    /** The normalised text; empty if it contains characters that cannot be stored. */
    public static Optional<String> of(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (control(c) || Character.isLowSurrogate(c)) {
                return Optional.empty();
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(Normalizer.normalize(withLineFeeds(text), Normalizer.Form.NFC));
    }

    private static String withLineFeeds(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static boolean control(char c) {
        return c < ' ' && c != '\n' && c != '\r' && c != '\t';
    }
}
