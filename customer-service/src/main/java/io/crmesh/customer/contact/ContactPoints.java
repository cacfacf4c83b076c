package io.crmesh.customer.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.Refusal.Impossible;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser of typed e-mail addresses and phone numbers: makes the one form in which they are stored, used and found. */
public final class ContactPoints {

    private static final Pattern LOCAL =
            Pattern.compile("[^\\s@<>()\\[\\],;:\\\\\".]+(\\.[^\\s@<>()\\[\\],;:\\\\\".]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern NUMBER_SIGNS = Pattern.compile("[\\s()./\\p{Pd}]+");
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
        try {
            return IDN.toASCII(domain.toLowerCase(Locale.ROOT)).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            throw noEmail(field);
        }
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
        var number = parsed(field, Texts.compatible(typed), region);
        if (!PHONES.isPossibleNumber(number) || number.hasExtension()) {
            throw new Impossible(field, "is not a telephone number that can be dialled from abroad");
        }
        var told = type == null ? type(PHONES.getNumberType(number)) : type;
        return new Phone(PHONES.format(number, PhoneNumberFormat.E164), told);
    }

    /** The number within its country, without the digits that lead to it from elsewhere. */
    public static String national(String e164) {
        return String.valueOf(parsed("phone", e164, null).getNationalNumber());
    }

    /**
     * The forms in which a number that a caller looks for may be stored: as dialled from abroad where it begins with + or
     * 00, otherwise either without a + that was lost on the way, or within any country, with or without the 0 before it.
     */
    public static List<String> lookedFor(String field, String typed) {
        var digits = NUMBER_SIGNS.matcher(Texts.compatible(typed)).replaceAll("");
        if (digits.startsWith("+") || digits.startsWith("00")) {
            var abroad = digits.startsWith("+") ? digits : "+" + digits.substring(2);
            return List.of(phone(field, abroad, null, null).e164());
        }
        if (!digits.matches("\\d{4,15}")) {
            throw new Impossible(field, "must be a telephone number");
        }
        return digits.startsWith("0") ? List.of(digits.substring(1)) : List.of(digits, "+" + digits);
    }

    private static PhoneNumber parsed(String field, String text, @Nullable String region) {
        try {
            return PHONES.parse(text, region);
        } catch (NumberParseException _) {
            throw new Impossible(
                    field,
                    region == null
                            ? "must be a telephone number with + and the country's code"
                            : "must be a telephone number");
        }
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
