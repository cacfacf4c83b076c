package io.crmesh.order.pricing;

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
        UnitPrice unitPrice,
        @JsonSerialize(using = Money.Bare.class) Money discount,
        @JsonSerialize(using = Money.Bare.class) Money tax,
        @JsonSerialize(using = Money.Bare.class) Money amount) {

    Money net() {
        return amount.plus(discount).minus(tax);
    }
}
