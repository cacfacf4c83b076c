package io.crmesh.order.pricing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crmesh.order.money.Money;
import io.crmesh.order.money.UnitPrice;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Value object: a line of an order. An event shows the fields of its item beside its own.
 *
 * @param amount quantity times price, rounded half-up to what can be paid, less the discount, plus the tax
 */
public record Line(
        @JsonUnwrapped Item item,
        @JsonUnwrapped Quantity quantity,
        @JsonIgnore UnitPrice unitPrice,
        @JsonSerialize(using = Money.Bare.class) Money discount,
        @JsonSerialize(using = Money.Bare.class) Money tax,
        @JsonSerialize(using = Money.Bare.class) Money amount) {

    /** The unit price with the decimals of the order's currency, at least. */
    @JsonProperty("unitPrice")
    public String shownPrice() {
        return unitPrice.in(amount.currency());
    }

    Money net() {
        return amount.plus(discount).minus(tax);
    }
}
