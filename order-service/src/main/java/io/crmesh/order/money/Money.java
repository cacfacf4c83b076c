package io.crmesh.order.money;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Value object: an amount in the smallest unit of its currency, so that adding never rounds. Amounts of different
 * currencies are never added, and no amount exceeds {@link #MAX}: a larger one is refused before it is made.
 */
@JsonIncludeProperties({"amount", "currency"})
public record Money(long minor, String currency) {

    /** 15 digits: the sum of all lines of an order stays far from overflow. */
    public static final long MAX = 999_999_999_999_999L;

    private static final BigDecimal MAX_EXACT = BigDecimal.valueOf(MAX);

    /** Serializer: writes the number alone, where one currency applies to several amounts. */
    public static final class Bare extends ValueSerializer<Money> {
        @Override
        public void serialize(Money money, JsonGenerator json, SerializationContext context) {
            json.writeString(money.amount());
        }
    }

    public static Money none(String currency) {
        return new Money(0, currency);
    }

    /** Exactly this amount; empty if it is finer than the currency's smallest unit, or too large. */
    public static Optional<Money> exactly(BigDecimal amount, String currency) {
        var minor = amount.movePointRight(Currencies.decimals(currency));
        if (minor.stripTrailingZeros().scale() > 0 || minor.abs().compareTo(MAX_EXACT) > 0) {
            return Optional.empty();
        }
        return Optional.of(new Money(minor.longValueExact(), currency));
    }

    /** The nearest amount that can be paid, rounded half-up; empty if it is too large. */
    public static Optional<Money> rounded(BigDecimal amount, String currency) {
        var minor = amount.movePointRight(Currencies.decimals(currency)).setScale(0, RoundingMode.HALF_UP);
        if (minor.abs().compareTo(MAX_EXACT) > 0) {
            return Optional.empty();
        }
        return Optional.of(new Money(minor.longValueExact(), currency));
    }

    /** The inverse of {@link #toString()}. */
    static Money parse(String text) {
        var space = text.indexOf(' ');
        return exactly(new BigDecimal(text.substring(0, space)), text.substring(space + 1))
                .orElseThrow();
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    /** What is left of this amount without the other one: nothing, if the other one is greater. */
    public Money without(Money other) {
        return other.isMoreThan(this) ? none(currency) : minus(other);
    }

    public boolean isMoreThan(Money other) {
        return minor > same(other).minor;
    }

    public boolean isNegative() {
        return minor < 0;
    }

    public boolean isNone() {
        return minor == 0;
    }

    /** With exactly the currency's decimals: {@code 12.30}. */
    @JsonProperty("amount")
    public String amount() {
        return BigDecimal.valueOf(minor, Currencies.decimals(currency)).toPlainString();
    }

    @Override
    public String toString() {
        return amount() + " " + currency;
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
        }
        return other;
    }
}
