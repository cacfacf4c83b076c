package io.crmesh.order.purchase;

import io.crmesh.order.pricing.OrderedLine;
import io.crmesh.order.pricing.Pricing;
import io.crmesh.order.product.Catalogue;
import io.crmesh.order.product.Product;
import io.crmesh.order.purchase.OrderEvent.OrderPlaced;
import io.crmesh.order.purchase.OrderEvent.Origin;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Saved;
import io.crmesh.platform.ownership.KnownCustomers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.stereotype.Service;

/** Application service: places orders and carries out their moves. For a known customer, placing is one write. */
@Service
public class OrderService {

    private final Orders orders;
    private final KnownCustomers customers;
    private final Catalogue catalogue;
    private final Clock clock;

    OrderService(Orders orders, KnownCustomers customers, Catalogue catalogue, Clock clock) {
        this.orders = orders;
        this.customers = customers;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    public Saved<Order> place(Command command, PlaceOrder request) {
        var skus = request.lines().stream().map(OrderedLine::sku).distinct().toList();
        var products = catalogue.of(skus);
        requireSold(request.lines(), products);
        var priced = Pricing.price(request.currency(), request.lines(), products);
        priced.totals().requireStated(request.total());
        customers.require(request.customerId().value(), command.rights());
        var external =
                request.externalId() == null ? null : request.externalId().stripped();
        var id = external == null ? orders.idOf(command) : orders.idOf(external);
        var placed = new OrderPlaced(
                new Origin(new OrderId(id), request.customerId(), external),
                orders.nextNumber(),
                priced.lines(),
                priced.totals(),
                request.sale(),
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

    /** Carries out a move that one event records, if the order's state allows it. */
    public Saved<Order> move(OrderId id, Command command, BiFunction<Order, Instant, ? extends OrderEvent> move) {
        return orders.change(id.value(), command, order -> List.of(move.apply(order, clock.instant())));
    }

    /** Carries out a move that several events record, if the order's state allows it. */
    public Saved<Order> moveAll(
            OrderId id, Command command, BiFunction<Order, Instant, ? extends List<? extends OrderEvent>> moves) {
        return orders.change(id.value(), command, order -> moves.apply(order, clock.instant()));
    }
}
