package io.crmesh.order.purchase;

import io.crmesh.order.money.Money;
import java.util.List;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What an order costs, once, in one currency.
 *
 * @param amount what the customer owes: net less discount plus tax
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
}
