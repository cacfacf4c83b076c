package io.crmesh.order.purchase;

import io.crmesh.order.customer.Buyers;
import io.crmesh.order.customer.Customers;
import io.crmesh.order.customer.Customers.Change;
import io.crmesh.platform.consume.FactConsumer;
import io.crmesh.platform.consume.Facts;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Outcome;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Policy: whoever looks after a customer sees the customer's orders. The customer's row is written first, so that an
 * order made meanwhile finds the new owner there.
 */
@Component
class CustomerFollower implements FactConsumer {

    /** The part of a fact that says who looks after the customer; an absent field means nobody. */
    record LookedAfter(@Nullable String owner, @Nullable String team) {}

    private static final String TOPIC = "crm.customers";

    private final Customers customers;
    private final Buyers buyers;
    private final Orders orders;

    CustomerFollower(Customers customers, Buyers buyers, Orders orders) {
        this.customers = customers;
        this.buyers = buyers;
        this.orders = orders;
    }

    @Override
    public String group() {
        return "orders.customers";
    }

    @Override
    public Set<String> topics() {
        return Set.of(TOPIC);
    }

    @Override
    public Outcome apply(Fact fact) {
        if (!fact.subject().startsWith("cus_")) {
            return Outcome.APPLIED; // an import, a merge case: no customer
        }
        var change = change(fact);
        var outcome = customers.apply(fact.subject(), fact.sequence(), change);
        if (outcome != Outcome.GAP) {
            follow(fact.subject(), change);
        }
        return outcome;
    }

    /** Also for a duplicate: what came before may have been cut off between the row and the orders. */
    private void follow(String customer, Change change) {
        switch (change) {
            case Change.Looked _ -> {
                buyers.forget(customer);
                orders.setAccess(customers.accessTo(customer));
            }
            case Change.Left _ -> buyers.forget(customer);
            case Change.Nothing _ -> {}
        }
    }

    private static Change change(Fact fact) {
        return switch (fact.type()) {
            case "customer.registered", "customer.owner-changed" -> {
                var read = Facts.read(fact, LookedAfter.class);
                yield new Change.Looked(read.owner(), read.team());
            }
            case "customer.erased", "customer.reverted" -> new Change.Left();
            default -> new Change.Nothing();
        };
    }
}
