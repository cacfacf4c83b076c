package io.crmesh.customer.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Normalisation of text for storage and for search. */
public final class Texts {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
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
