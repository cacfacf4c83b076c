package io.crmesh.order.money;

import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;

/** The currencies of ISO 4217 that one can pay with. */
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
            throw new IllegalArgumentException("Not a currency one can pay with");
        }
        return decimals;
    }
}
