package io.crmesh.order.purchase;

import io.crmesh.order.money.Currencies;
import io.crmesh.order.money.Money;
import io.crmesh.order.money.UnitPrice;
import io.crmesh.order.product.Product;
import io.crmesh.platform.Refusal.FieldError;
import io.crmesh.platform.Refusal.Impossible;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out what lines cost. Everything that is wrong with them is told at once. */
final class Pricing {

    /** A fact is at most 64 KB long; this leaves room for what an order says besides its lines. */
    private static final int MOST_BYTES = 56 * 1024;

    private static final int BYTES_BESIDES_TEXTS = 190;

    private final String currency;
    private final Map<String, Product> products;
    private final List<FieldError> errors = new ArrayList<>();

    private Pricing(String currency, Map<String, Product> products) {
        this.currency = currency;
        this.products = products;
    }

    /** What was bought and what it costs. */
    record Priced(List<Line> lines, Totals totals) {}

    static Priced price(String currency, List<OrderedLine> wishes, Map<String, Product> products) {
        if (!Currencies.known(currency)) {
            throw new Impossible("currency", "must be a currency of ISO 4217 that one can pay with");
        }
        var pricing = new Pricing(currency, products);
        var lines = new ArrayList<Line>(wishes.size());
        for (int i = 0; i < wishes.size(); i++) {
            pricing.line("lines[" + i + "].", wishes.get(i)).ifPresent(lines::add);
        }
        return pricing.priced(lines);
    }

    private Priced priced(List<Line> lines) {
        if (lines.stream().mapToLong(Pricing::bytes).sum() > MOST_BYTES) {
            errors.add(new FieldError("lines", "are too long together"));
        }
        if (!errors.isEmpty()) {
            throw new Impossible("impossible", errors);
        }
        var totals = Totals.of(currency, lines);
        if (totals.net().minor() > Money.MOST || totals.amount().minor() > Money.MOST) {
            throw new Impossible("lines", "cost too much together");
        }
        return new Priced(List.copyOf(lines), totals);
    }

    private Optional<Line> line(String at, OrderedLine wish) {
        var product = products.get(wish.sku());
        var name = wish.name() == null && product != null ? product.name() : wish.name();
        var kind = wish.kind() == null && product != null ? product.kind() : wish.kind();
        var before = errors.size();
        need(name, at + "name");
        need(kind, at + "kind");
        var price = UnitPrice.of(wish.unitPrice());
        if (price.isEmpty()) {
            errors.add(new FieldError(at + "unitPrice", "must be a price from 0 with at most 4 decimals"));
        }
        var discount = money(wish.discount(), at + "discount");
        var tax = money(wish.tax(), at + "tax");
        if (errors.size() > before) {
            return Optional.empty();
        }
        var amount = amount(at, price.orElseThrow().times(wish.quantity()), discount, tax);
        return amount.map(it -> new Line(
                wish.sku(),
                Objects.requireNonNull(name),
                Objects.requireNonNull(kind),
                category(wish, product),
                wish.quantity(),
                price.orElseThrow(),
                discount,
                tax,
                it));
    }

    private static @Nullable String category(OrderedLine wish, @Nullable Product product) {
        return wish.category() == null && product != null ? product.category() : wish.category();
    }

    private Optional<Money> amount(String at, BigDecimal exact, Money discount, Money tax) {
        var net = Money.rounded(exact, currency);
        if (net.isEmpty() || net.get().plus(tax).minor() > Money.MOST) {
            errors.add(new FieldError(at + "quantity", "makes the line cost too much"));
            return Optional.empty();
        }
        if (discount.isMoreThan(net.get())) {
            errors.add(new FieldError(at + "discount", "is more than the line costs"));
            return Optional.empty();
        }
        return Optional.of(net.get().minus(discount).plus(tax));
    }

    private void need(@Nullable Object value, String field) {
        if (value == null) {
            errors.add(new FieldError(field, "is needed, as there is no product of this sku"));
        }
    }

    private Money money(@Nullable BigDecimal amount, String field) {
        var money = amount == null ? Optional.of(Money.none(currency)) : Money.exactly(amount, currency);
        if (money.isEmpty() || money.get().isNegative()) {
            errors.add(new FieldError(field, "must be an amount in the order's currency, from 0"));
        }
        return money.orElse(Money.none(currency));
    }

    private static long bytes(Line line) {
        return BYTES_BESIDES_TEXTS + bytes(line.sku()) + bytes(line.name()) + bytes(line.category());
    }

    /** At most so many bytes in JSON: a character has three bytes of UTF-8 or is escaped by a second one. */
    private static long bytes(@Nullable String text) {
        return text == null
                ? 0
                : text.chars()
                        .mapToLong(c -> c < 0x80 ? c < 0x30 || c == '\\' ? 2 : 1 : 3)
                        .sum();
    }
}
