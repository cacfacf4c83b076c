package io.crmesh.marketing.condition;

import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Value object: the texts that a path can have. A condition that compares it with another text would never hold, so such a
 * condition is refused.
 *
 * @param description as a refusal names them
 */
public record AllowedTexts(String description, Predicate<String> contains) {

    static final AllowedTexts ANY = new AllowedTexts("a text", _ -> true);

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** Kosovo has a code in use that the standard does not assign. */
    static final AllowedTexts COUNTRY = new AllowedTexts(
            "a country's two letters (ISO 3166) such as DE", text -> COUNTRIES.contains(text) || text.equals("XK"));

    /** Languages are stored in the usual case of a tag, which is the only one that would be found. */
    static final AllowedTexts LANGUAGE =
            new AllowedTexts("a language's tag (BCP 47) such as de or zh-CN", AllowedTexts::isLanguage);

    static AllowedTexts oneOf(String... texts) {
        return oneOf(Arrays.asList(texts));
    }

    static AllowedTexts oneOf(List<String> texts) {
        return new AllowedTexts("one of " + String.join(", ", texts), Set.copyOf(texts)::contains);
    }

    private static boolean isLanguage(String text) {
        try {
            var locale = new Locale.Builder().setLanguageTag(text).build();
            return locale.getLanguage().matches("[a-z]{2,3}")
                    && locale.toLanguageTag().equals(text);
        } catch (IllformedLocaleException _) {
            return false;
        }
    }
}
