package io.crmesh.order.pricing;

import io.crmesh.order.money.Currencies;
import io.crmesh.order.money.Money;
import io.crmesh.order.money.UnitPrice;
import io.crmesh.order.product.Product;
import io.crmesh.order.product.Unit;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.web.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Domain service: calculates what the lines of an order cost. One refusal names all errors of all lines. */
public final class Pricing {

    /** An event is at most 64 KB long; this leaves room for the other fields of an order. */
    private static final int MAX_BYTES = 56 * 1024;

    private static final int BYTES_WITHOUT_TEXTS = 240;

    private final String currency;
    private final Map<String, Product> products;
    private final List<FieldError> errors = new ArrayList<>();

    private Pricing(String currency, Map<String, Product> products) {
        this.currency = currency;
        this.products = products;
    }

    /** The lines with their amounts, and the totals. */
    public record Priced(List<Line> lines, Totals totals) {}

    public static Priced price(String currency, List<OrderedLine> ordered, Map<String, Product> products) {
        if (!Currencies.isCurrent(currency)) {
            throw new Impossible("currency", "must be a currency of ISO 4217 that one can pay with today");
        }
        var pricing = new Pricing(currency, products);
        var lines = new ArrayList<Line>(ordered.size());
        for (int i = 0; i < ordered.size(); i++) {
            pricing.line("lines[" + i + "].", ordered.get(i)).ifPresent(lines::add);
        }
        return pricing.priced(lines);
    }

    private Priced priced(List<Line> lines) {
        if (lines.stream().mapToLong(Pricing::bytes).sum() > MAX_BYTES) {
            errors.add(new FieldError("lines", "are too long together"));
        }
        if (!errors.isEmpty()) {
            throw new Impossible("impossible", errors);
        }
        var totals = Totals.of(currency, lines);
        if (totals.net().minor() > Money.MAX || totals.amount().minor() > Money.MAX) {
            throw new Impossible("lines", "cost too much together");
        }
        return new Priced(List.copyOf(lines), totals);
    }

    private Optional<Line> line(String at, OrderedLine ordered) {
        var product = products.get(ordered.sku());
        var name = ordered.name() == null && product != null ? product.name() : ordered.name();
        var kind = ordered.kind() == null && product != null ? product.kind() : ordered.kind();
        var unit = ordered.unit() == null && product != null ? product.unit() : Unit.orPiece(ordered.unit());
        var before = errors.size();
        require(name, at + "name");
        require(kind, at + "kind");
        if (!unit.admits(ordered.quantity())) {
            errors.add(new FieldError(at + "quantity", unit.hint()));
        }
        var price = UnitPrice.of(ordered.unitPrice());
        if (price.isEmpty()) {
            errors.add(new FieldError(at + "unitPrice", "must be a price from 0 with at most 4 decimals"));
        }
        var discount = money(ordered.discount(), at + "discount");
        var tax = money(ordered.tax(), at + "tax");
        if (errors.size() > before) {
            return Optional.empty();
        }
        var amount = amount(at, price.orElseThrow().times(ordered.quantity()), discount, tax);
        return amount.map(it -> new Line(
                new Item(
                        ordered.sku(),
                        Objects.requireNonNull(name),
                        Objects.requireNonNull(kind),
                        category(ordered, product),
                        unit == Unit.PIECE ? null : unit),
                Quantity.of(ordered.quantity()),
                price.orElseThrow(),
                discount,
                tax,
                it));
    }

    private static @Nullable String category(OrderedLine ordered, @Nullable Product product) {
        return ordered.category() == null && product != null ? product.category() : ordered.category();
    }

    private Optional<Money> amount(String at, BigDecimal exact, Money discount, Money tax) {
        var net = Money.rounded(exact, currency);
        if (net.isEmpty() || net.get().plus(tax).minor() > Money.MAX) {
            errors.add(new FieldError(at + "quantity", "makes the line cost too much"));
            return Optional.empty();
        }
        if (discount.isMoreThan(net.get())) {
            errors.add(new FieldError(at + "discount", "is more than the line costs"));
            return Optional.empty();
        }
        return Optional.of(net.get().minus(discount).plus(tax));
    }

    private void require(@Nullable Object value, String field) {
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
        return BYTES_WITHOUT_TEXTS
                + bytes(line.item().sku())
                + bytes(line.item().name())
                + bytes(line.item().category());
    }

    /** The most bytes that a text takes in JSON: a character has three bytes of UTF-8 or is escaped by a second one. */
    private static long bytes(@Nullable String text) {
        return text == null
                ? 0
                : text.chars()
                        .mapToLong(c -> c < 0x80 ? c < 0x30 || c == '\\' ? 2 : 1 : 3)
                        .sum();
    }
}
