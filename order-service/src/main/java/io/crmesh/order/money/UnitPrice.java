package io.crmesh.order.money;

import java.math.BigDecimal;
import java.util.Optional;

/** Value object: the price of one unit, in ten-thousandths of the currency's unit, finer than what can be paid. */
public record UnitPrice(long tenThousandths) {

    private static final int DECIMALS = 4;
    private static final int STORED_DECIMALS = 2;

    /** Exactly this price, with at most eleven digits before the point and four behind it; empty if it is negative. */
    public static Optional<UnitPrice> of(BigDecimal price) {
        var exact = price.movePointRight(DECIMALS);
        if (price.signum() < 0 || price.scale() > DECIMALS || exact.compareTo(BigDecimal.valueOf(Money.MAX)) > 0) {
            return Optional.empty();
        }
        return Optional.of(new UnitPrice(exact.longValueExact()));
    }

    /** The price of a quantity, before it is rounded to what can be paid. */
    public BigDecimal times(BigDecimal quantity) {
        return exact().multiply(quantity);
    }

    /** With the decimals of the currency, and with more where the price is finer: {@code 6.15}, {@code 0.0049}. */
    public String in(String currency) {
        return withDecimals(Currencies.decimals(currency));
    }

    /** As it is stored, without its currency. */
    String text() {
        return withDecimals(STORED_DECIMALS);
    }

    private String withDecimals(int least) {
        var shortest = exact().stripTrailingZeros();
        return (shortest.scale() < least ? exact().setScale(least) : shortest).toPlainString();
    }

    private BigDecimal exact() {
        return BigDecimal.valueOf(tenThousandths, DECIMALS);
    }
}
