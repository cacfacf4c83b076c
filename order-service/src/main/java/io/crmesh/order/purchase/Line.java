package io.crmesh.order.purchase;

import io.crmesh.order.money.Money;
import io.crmesh.order.money.UnitPrice;
import io.crmesh.order.product.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * One product of an order, as it was sold: what the product is called later does not change it.
 *
 * @param amount quantity times price, rounded half-up to what can be paid, less the discount, plus the tax
 */
public record Line(
        String sku,
        String name,
        Kind kind,
        @Nullable String category,
        int quantity,
        UnitPrice unitPrice,
        @JsonSerialize(using = Money.Bare.class) Money discount,
        @JsonSerialize(using = Money.Bare.class) Money tax,
        @JsonSerialize(using = Money.Bare.class) Money amount) {

    Money net() {
        return amount.plus(discount).minus(tax);
    }
}
