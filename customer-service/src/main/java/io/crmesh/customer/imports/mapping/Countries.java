package io.crmesh.customer.imports.mapping;

import io.crmesh.customer.text.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;

/** Countries as people and systems write them: by name in English, German or Chinese, or by two or three letters. */
final class Countries {

    private static final String KOSOVO = "XK";

    /** Names that are in use beside the official ones. */
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("UK", "GB"),
            Map.entry("Great Britain", "GB"),
            Map.entry("England", "GB"),
            Map.entry("Scotland", "GB"),
            Map.entry("Wales", "GB"),
            Map.entry("Northern Ireland", "GB"),
            Map.entry("Großbritannien", "GB"),
            Map.entry("英格兰", "GB"),
            Map.entry("US", "US"),
            Map.entry("United States of America", "US"),
            Map.entry("America", "US"),
            Map.entry("Holland", "NL"),
            Map.entry("The Netherlands", "NL"),
            Map.entry("Czech Republic", "CZ"),
            Map.entry("Turkey", "TR"),
            Map.entry("Hong Kong", "HK"),
            Map.entry("Hongkong", "HK"),
            Map.entry("香港", "HK"),
            Map.entry("Macau", "MO"),
            Map.entry("Macao", "MO"),
            Map.entry("澳门", "MO"),
            Map.entry("Russian Federation", "RU"),
            Map.entry("Republic of Korea", "KR"),
            Map.entry("Korea", "KR"),
            Map.entry("UAE", "AE"),
            Map.entry("PRC", "CN"),
            Map.entry("Mainland China", "CN"),
            Map.entry("People's Republic of China", "CN"),
            Map.entry("VR China", "CN"),
            Map.entry("中华人民共和国", "CN"),
            Map.entry("Viet Nam", "VN"),
            Map.entry("Ivory Coast", "CI"),
            Map.entry("Republic of Ireland", "IE"),
            Map.entry("BRD", "DE"),
            Map.entry("XKX", KOSOVO));

    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** The two letters of a country, if the text names one. */
    static Optional<String> code(String text) {
        return Optional.ofNullable(CODES.get(key(text)));
    }

    private static Map<String, String> codes() {
        var codes = new HashMap<String, String>();
        add(codes, KOSOVO);
        for (var code : Locale.getISOCountries()) {
            add(codes, code);
        }
        USUAL.forEach((name, code) -> codes.put(key(name), code));
        return Map.copyOf(codes);
    }

    private static void add(Map<String, String> codes, String code) {
        var country = Locale.of("", code);
        codes.put(key(code), code);
        try {
            codes.put(key(country.getISO3Country()), code);
        } catch (MissingResourceException _) {
            // has no three letters
        }
        for (var language :
                List.of(Locale.ENGLISH, Locale.GERMAN, Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE)) {
            codes.putIfAbsent(key(country.getDisplayCountry(language)), code);
        }
    }

    private static String key(String text) {
        return Texts.folded(text.replace(".", "").replace("&", " and ")).replace(" ", "");
    }
}
