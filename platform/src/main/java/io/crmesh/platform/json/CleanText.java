package io.crmesh.platform.json;

import java.text.Normalizer;
import java.util.Optional;

/** Text normaliser: stored text is composed (NFC), without control characters and without lone surrogates. */
public final class CleanText {

    private CleanText() {}

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
        return Optional.of(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    private static boolean control(char c) {
        return c < ' ' && c != '\n' && c != '\t';
    }
}
