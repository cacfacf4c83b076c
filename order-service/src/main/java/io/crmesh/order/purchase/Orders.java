package io.crmesh.order.purchase;

import io.crmesh.platform.keeper.KnownCustomers;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Aggregates;
import io.crmesh.platform.store.Stores;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** The orders we have, with their payments and refunds. */
@Repository
class Orders extends Aggregates<Order, OrderEvent> {

    Orders(Stores stores, KnownCustomers customers) {
        super(
                stores,
                AggregateType.<Order, OrderEvent>of("order", "orders", "ord_", Order.class, Order::fold)
                        .keyedBy(order -> order.customer().value())
                        .accessibleTo(
                                order -> customers.accessTo(order.customer().value()))
                        .foundBy(order -> Map.of(
                                "state", order.state().name(),
                                "total", order.totals().amount().minor()))
                        .indexed("state.number")
                        .indexed("find.state", "state.placedAt")
                        .indexed("state.placedAt"));
    }
}
