package io.crmesh.order.money;

import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;

/** Currencies of ISO 4217 that can be paid in, with their decimals. */
public final class Currencies {

    private static final Map<String, Integer> DECIMALS = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Currency::getDefaultFractionDigits));

    private Currencies() {}

    public static boolean known(String code) {
        return DECIMALS.containsKey(code);
    }

    static int decimals(String code) {
        var decimals = DECIMALS.get(code);
        if (decimals == null) {
            throw new IllegalArgumentException("Not a currency that can be paid in");
        }
        return decimals;
    }
}
