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

    private CleanText() {}

    /** Whether there is something to see in the text, in any number of lines. */
    public static boolean isVisible(String text) {
        return VISIBLE.matcher(text).find();
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
