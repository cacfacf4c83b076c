package io.crmesh.customer.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.ibm.icu.text.IDNA;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.Refusal.Impossible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parser of typed e-mail addresses and phone numbers: makes the one form in which they are stored, used and found. */
public final class ContactPoints {

    private static final Pattern LOCAL =
            Pattern.compile("[^\\s@<>()\\[\\],;:\\\\\".]+(\\.[^\\s@<>()\\[\\],;:\\\\\".]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})");
    /** Of the codes that ISO 3166 leaves free, Kosovo's is in use by everybody, dialling and post included. */
    private static final Set<String> COUNTRIES =
            Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of("XK")).collect(Collectors.toUnmodifiableSet());

    /** As today's mail servers read names of hosts: ß is a letter of its own, and not ss. */
    private static final IDNA HOSTS = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.USE_STD3_RULES | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    private static final int MEXICO = 52;
    private static final long MOBILE_IN_MEXICO = 10_000_000_000L;
    private static final int SHORTEST_END = 4;
    private static final Pattern NUMBER = Pattern.compile("\\+?[\\d\\s()./\\p{Pd}]+");
    private static final int LONGEST_END = 10;
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    private ContactPoints() {}

    public static String email(String field, String typed) {
        var text = Texts.compatible(typed);
        var at = text.lastIndexOf('@');
        if (at < 1 || at > 64 || text.length() > 254) {
            throw noEmail(field);
        }
        var domain = ascii(field, text.substring(at + 1));
        if (!LOCAL.matcher(text.substring(0, at)).matches()
                || domain.length() > 253
                || !DOMAIN.matcher(domain).matches()) {
            throw noEmail(field);
        }
        return text.substring(0, at) + "@" + domain;
    }

    private static String ascii(String field, String domain) {
        var info = new IDNA.Info();
        var ascii = HOSTS.nameToASCII(domain, new StringBuilder(), info);
        if (info.hasErrors()) {
            throw noEmail(field);
        }
        return ascii.toString().toLowerCase(Locale.ROOT);
    }

    private static Impossible noEmail(String field) {
        return new Impossible(field, "must be an e-mail address such as ann@example.com");
    }

    /**
     * Parses a telephone number.
     *
     * @param region the country in whose format the number is when it does not start with +
     * @param type as the caller gives it; otherwise it follows from the digits
     */
    public static Phone phone(String field, String typed, @Nullable String region, Phone.@Nullable Type type) {
        var number = dialled(field, Texts.compatible(typed), region);
        if (!PHONES.isPossibleNumber(number) || number.hasExtension()) {
            throw new Impossible(field, "is not a telephone number that can be dialled from abroad");
        }
        var told = type == null ? type(PHONES.getNumberType(number)) : type;
        return new Phone(PHONES.format(number, PhoneNumberFormat.E164), told);
    }

    /**
     * The forms in which an e-mail address that a caller looks for may be stored: the address, or only what stands before
     * the @. What is neither has none.
     */
    public static List<String> lookedForEmail(String typed) {
        var text = Texts.compatible(typed);
        try {
            return List.of(Email.key(text.contains("@") ? email("email", text) : text));
        } catch (Impossible _) {
            return List.of();
        }
    }

    /** The number within its country, without the digits that lead to it from elsewhere. */
    public static String national(String e164) {
        return String.valueOf(parsed("phone", e164, null).getNationalNumber());
    }

    /** The ends of a number that a caller may look for: its last four, six and eight digits. */
    public static List<String> ends(String e164) {
        var longest = national(e164).length();
        return Stream.of(8, 6, SHORTEST_END)
                .filter(length -> length < longest)
                .map(length -> "*" + e164.substring(e164.length() - length))
                .toList();
    }

    /** The number as people write it, in groups of digits. */
    public static String written(String e164) {
        var number = parsed("phone", e164, null);
        var groups = PHONES.format(number, PhoneNumberFormat.INTERNATIONAL).replaceAll("[^+\\d]+", " ");
        var code = "+" + number.getCountryCode();
        return groups.contains(" ") ? groups : code + " " + groups.substring(code.length());
    }

    /**
     * The forms in which a number that a caller looks for may be stored: as dialled from abroad where it begins with + or
     * 00, otherwise either without a + that was lost on the way, or within any country, with or without the 0 before it,
     * or only its last digits. What is no number has none.
     */
    public static List<String> lookedFor(String typed) {
        var text = Texts.compatible(typed);
        var digits = text.replaceAll("\\D+", "");
        if (digits.length() < SHORTEST_END || !NUMBER.matcher(text).matches()) {
            return List.of();
        }
        var forms = new ArrayList<String>();
        if (text.startsWith("+") || digits.startsWith("00")) {
            forms.add(abroad(text));
        } else if (digits.startsWith("0")) {
            forms.add(digits.substring(1));
        } else {
            forms.addAll(List.of(digits, "+" + digits));
        }
        if (digits.length() < LONGEST_END && !text.startsWith("+")) {
            var end = digits.length() >= 8 ? 8 : digits.length() >= 6 ? 6 : SHORTEST_END;
            forms.add("*" + digits.substring(digits.length() - end));
        }
        return forms;
    }

    private static String abroad(String text) {
        try {
            return phone("phone", text, null, null).e164();
        } catch (Impossible _) {
            return "+" + text.replaceAll("\\D+", "").replaceFirst("^00", "");
        }
    }

    /** A number that begins with 00 is one from abroad, unless the region reads it in another way. */
    private static PhoneNumber dialled(String field, String text, @Nullable String region) {
        if (!text.startsWith("00")) {
            return parsed(field, text, region);
        }
        var within = region == null ? null : parsed(field, text, region);
        return within != null && PHONES.isPossibleNumber(within)
                ? within
                : parsed(field, "+" + text.substring(2), null);
    }

    private static PhoneNumber parsed(String field, String text, @Nullable String region) {
        try {
            return canonical(PHONES.parse(text, region));
        } catch (NumberParseException _) {
            throw new Impossible(
                    field,
                    region == null
                            ? "must be a telephone number with + and the country's code"
                            : "must be a telephone number");
        }
    }

    /** Mobile numbers in Mexico are no longer dialled with a 1 before them, and many are still written so. */
    private static PhoneNumber canonical(PhoneNumber number) {
        return number.getCountryCode() == MEXICO && number.getNationalNumber() / MOBILE_IN_MEXICO == 1
                ? number.setNationalNumber(number.getNationalNumber() % MOBILE_IN_MEXICO)
                : number;
    }

    private static Phone.Type type(PhoneNumberType known) {
        return switch (known) {
            case MOBILE -> Phone.Type.MOBILE;
            case FIXED_LINE -> Phone.Type.LANDLINE;
            case FIXED_LINE_OR_MOBILE,
                    TOLL_FREE,
                    PREMIUM_RATE,
                    SHARED_COST,
                    VOIP,
                    PERSONAL_NUMBER,
                    PAGER,
                    UAN,
                    VOICEMAIL,
                    UNKNOWN -> Phone.Type.OTHER;
        };
    }

    public static String country(String field, String typed) {
        var code = typed.strip().toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(code)) {
            throw new Impossible(field, "must be a country's two letters (ISO 3166)");
        }
        return code;
    }
}
