package io.crmesh.marketing.profile;

import io.crmesh.platform.Refusal.Unreadable;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

/** Value object: an amount in the smallest unit of its currency. Amounts of different currencies are never added or compared. */
public record Money(long minor, String currency) {

    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,15}(\\.\\d{1,4})?");
    private static final int USUAL_DIGITS = 2;

    /** Parses an amount of an event; one that its currency cannot express is refused, so nothing is ever rounded. */
    public static Money of(String amount, String currency) {
        if (!AMOUNT.matcher(amount).matches()) {
            throw new Unreadable("amount", "is not an amount of money");
        }
        try {
            var minor = new BigDecimal(amount).movePointRight(digits(currency)).longValueExact();
            return new Money(minor, currency);
        } catch (ArithmeticException _) {
            throw new Unreadable("amount", "has more decimals than its currency");
        }
    }

    public BigDecimal amount() {
        return BigDecimal.valueOf(minor, digits(currency));
    }

    /** As people read it. */
    @Override
    public String toString() {
        return amount().toPlainString() + " " + currency;
    }

    Money plus(Money other) {
        return new Money(Math.addExact(minor, other.minor), currency);
    }

    Money minus(Money other) {
        return new Money(Math.subtractExact(minor, other.minor), currency);
    }

    private static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException _) {
            return USUAL_DIGITS; // a currency younger than this JDK
        }
    }
}
