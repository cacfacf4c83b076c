package io.crmesh.order.pricing;

import io.crmesh.order.money.Money;
import io.crmesh.platform.Refusal.Impossible;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Value object: what all lines of an order cost together, in one currency.
 *
 * @param amount what the customer owes: net less discount plus tax
 * @param net before the discount; released events and stored orders have it so, and readers see {@link #discounted}
 */
public record Totals(
        @JsonSerialize(using = Money.Bare.class) Money amount,
        String currency,
        @JsonSerialize(using = Money.Bare.class) Money net,
        @JsonSerialize(using = Money.Bare.class) Money discount,
        @JsonSerialize(using = Money.Bare.class) Money tax) {

    static Totals of(String currency, List<Line> lines) {
        var amount = Money.none(currency);
        var net = amount;
        var discount = amount;
        var tax = amount;
        for (var line : lines) {
            amount = amount.plus(line.amount());
            net = net.plus(line.net());
            discount = discount.plus(line.discount());
            tax = tax.plus(line.tax());
        }
        return new Totals(amount, currency, net, discount, tax);
    }

    /** What the lines cost after the discount and before the tax. */
    public Money discounted() {
        return net.minus(discount);
    }

    /** Refuses a total that a caller stated and that is not the amount. A caller need not state one. */
    public void requireStated(@Nullable BigDecimal total) {
        if (total != null && !Money.exactly(total, currency).equals(Optional.of(amount))) {
            throw new Impossible("total", "is not what the lines add up to");
        }
    }
}
