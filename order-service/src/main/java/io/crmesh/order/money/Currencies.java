package io.crmesh.order.money;

import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Currencies of ISO 4217 with their decimals. New orders are in one that some country pays with today; what was stored in
 * a currency that was withdrawn since then stays readable.
 */
public final class Currencies {

    private static final Map<String, Integer> DECIMALS = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Currency::getDefaultFractionDigits));

    private static final Set<String> CURRENT = Arrays.stream(Locale.getISOCountries())
            .map(country -> Currency.getInstance(Locale.of("", country)))
            .filter(Objects::nonNull)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private Currencies() {}

    public static boolean isCurrent(String code) {
        return CURRENT.contains(code);
    }

    static int decimals(String code) {
        var decimals = DECIMALS.get(code);
        if (decimals == null) {
            throw new IllegalArgumentException("Not a currency that can be paid in");
        }
        return decimals;
    }
}
