package io.crmesh.customer.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words as they are kept and as they are searched. */
public final class Texts {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Texts() {}

    /** Without the space around it; nothing if there is nothing else. */
    public static @Nullable String kept(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var stripped = text.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    public static List<String> kept(@Nullable List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream()
                        .map(Texts::kept)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
    }

    /** As names are compared: "  Zoë  Müller" is found as "zoe muller". */
    public static String folded(String name) {
        var decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var bare = INVISIBLE.matcher(MARKS.matcher(decomposed).replaceAll("")).replaceAll("");
        var composed = Normalizer.normalize(bare, Normalizer.Form.NFKC);
        return SPACES.matcher(composed.strip()).replaceAll(" ");
    }

    /** In the form that looks the same typed on any keyboard, for addresses and codes that machines compare. */
    public static String compatible(String typed) {
        return INVISIBLE
                .matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("")
                .strip();
    }
}
