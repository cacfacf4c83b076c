package io.crmesh.ticket.order;

import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.ownership.KnownCustomers;
import org.springframework.stereotype.Component;

/**
 * Domain service: knows which customer an order belongs to, from the events that have arrived here and, for an order that
 * was placed a moment ago, from order-service.
 */
@Component
public class KnownOrders {

    private final OrderRows rows;
    private final OrderLookup lookup;
    private final KnownCustomers customers;

    KnownOrders(OrderRows rows, OrderLookup lookup, KnownCustomers customers) {
        this.rows = rows;
        this.lookup = lookup;
        this.customers = customers;
    }

    /**
     * Refuses an {@code orderId} that names no order of this customer. An order of another customer is treated like one
     * that does not exist, because the caller may not be allowed to see it.
     */
    public void require(String order, String customer) {
        var buyer = rows.customerOf(order).or(() -> lookup.customerOf(order));
        if (buyer.filter(known -> customers.areSame(known, customer)).isEmpty()) {
            throw new Impossible("orderId", "is no order of this customer");
        }
    }
}
