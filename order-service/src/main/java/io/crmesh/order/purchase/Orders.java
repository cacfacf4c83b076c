package io.crmesh.order.purchase;

import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.ownership.KnownCustomers;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.NumberSequence;
import io.crmesh.platform.store.Stores;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** Repository of orders, with their payments and refunds. */
@Repository
public class Orders extends Aggregates<Order, OrderEvent> {

    private final NumberSequence numbers;

    Orders(Stores stores, KnownCustomers customers) {
        super(
                stores,
                AggregateType.<Order, OrderEvent>of("order", "orders", "ord_", Order.class, Order::fold)
                        .keyedBy(order -> order.customer().value())
                        .accessibleTo(
                                order -> customers.accessTo(order.customer().value()))
                        .restingOn(customers::lastEventOf)
                        .foundBy(order -> Map.of(
                                "state", order.state().name(),
                                "total", order.totals().amount().minor()))
                        .listedBy(OrderList.LIST)
                        .indexed("find.state", "state.placedAt", "_id")); // what OrderExpiry asks
        this.numbers = stores.numbers("order-number", "O-", 100_000, 1000);
    }

    /** The number of a new order, by which people call it. */
    public String nextNumber() {
        return numbers.next();
    }
}
