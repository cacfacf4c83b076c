package io.crmesh.platform.web;

import java.text.Normalizer;
import java.util.Optional;

/** Text as we keep it: composed (NFC), without control characters and without halves of characters. */
public final class CleanText {

    private CleanText() {}

    /** The text in its kept form, or nothing if it has characters that cannot be kept. */
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
