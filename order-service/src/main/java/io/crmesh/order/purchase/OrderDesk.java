package io.crmesh.order.purchase;

import io.crmesh.order.money.Money;
import io.crmesh.order.product.Catalogue;
import io.crmesh.order.product.Product;
import io.crmesh.order.purchase.OrderEvent.OrderPlaced;
import io.crmesh.order.purchase.OrderEvent.Origin;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Saved;
import io.crmesh.platform.keeper.KnownCustomers;
import io.crmesh.platform.store.ExternalId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Where orders are placed and moved on. Of a known customer, placing is one write. */
@Service
class OrderDesk {

    private final Orders orders;
    private final OrderNumbers numbers;
    private final KnownCustomers customers;
    private final Catalogue catalogue;
    private final Clock clock;

    OrderDesk(Orders orders, OrderNumbers numbers, KnownCustomers customers, Catalogue catalogue, Clock clock) {
        this.orders = orders;
        this.numbers = numbers;
        this.customers = customers;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    Saved<Order> place(Command command, PlaceOrder wish) {
        var skus = wish.lines().stream().map(OrderedLine::sku).distinct().toList();
        var products = catalogue.of(skus);
        requireSold(wish.lines(), products);
        var priced = Pricing.price(wish.currency(), wish.lines(), products);
        requireTotal(wish.total(), priced.totals().amount());
        customers.require(wish.customerId().value(), command.reach());
        var external = wish.externalId() == null
                ? null
                : new ExternalId(wish.externalId().system(), wish.externalId().id());
        var id = external == null ? orders.idOf(command) : orders.idOf(external);
        var placed = new OrderPlaced(
                new Origin(new OrderId(id), wish.customerId(), external),
                numbers.next(),
                priced.lines(),
                priced.totals(),
                wish.channel(),
                wish.paymentMethod(),
                Objects.requireNonNullElse(wish.terms(), Terms.IMMEDIATE),
                wish.campaignId(),
                clock.instant());
        return orders.create(id, command, List.of(placed));
    }

    private static void requireSold(List<OrderedLine> lines, Map<String, Product> products) {
        for (int i = 0; i < lines.size(); i++) {
            var product = products.get(lines.get(i).sku());
            if (product != null && !product.active()) {
                throw new Impossible("lines[" + i + "].sku", "is not sold any more");
            }
        }
    }

    static void requireTotal(@Nullable BigDecimal said, Money total) {
        if (said != null && !Money.exactly(said, total.currency()).equals(Optional.of(total))) {
            throw new Impossible("total", "is not what the lines add up to");
        }
    }

    /** One thing happens to the order, if its state allows it. */
    Saved<Order> move(OrderId id, Command command, BiFunction<Order, Instant, ? extends OrderEvent> move) {
        return orders.change(id.value(), command, order -> List.of(move.apply(order, clock.instant())));
    }

    /** Several things happen to the order at once, if its state allows them. */
    Saved<Order> moves(
            OrderId id, Command command, BiFunction<Order, Instant, ? extends List<? extends OrderEvent>> moves) {
        return orders.change(id.value(), command, order -> moves.apply(order, clock.instant()));
    }
}
