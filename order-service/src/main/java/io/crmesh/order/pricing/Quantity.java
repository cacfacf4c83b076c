package io.crmesh.order.pricing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Value object: how much of a product was ordered, in thousandths of its unit. Events say it in two fields: their {@code
 * quantity} was released as a whole number and stays one.
 */
@JsonIncludeProperties({"quantity", "exactQuantity"})
public record Quantity(long thousandths) {

    private static final int DECIMALS = 3;

    /** Exactly this quantity, which has at most three decimals. */
    static Quantity of(BigDecimal quantity) {
        return new Quantity(quantity.movePointRight(DECIMALS).longValueExact());
    }

    /** Without trailing zeros: {@code 2} or {@code 0.375}. */
    public BigDecimal exact() {
        var shortest = BigDecimal.valueOf(thousandths, DECIMALS).stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /** In whole units, rounded up. */
    @JsonProperty("quantity")
    public int whole() {
        return exact().setScale(0, RoundingMode.CEILING).intValueExact();
    }

    /** Only where the whole number is not exact. */
    @JsonProperty("exactQuantity")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable
    String fraction() {
        var exact = exact();
        return exact.scale() == 0 ? null : exact.toPlainString();
    }
}
