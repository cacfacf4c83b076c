package io.crmesh.ticket.order;

import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Event consumer of orders: notes whose order it is when one is placed. What becomes of it does not matter here. */
@Component
class OrderConsumer implements EventConsumer {

    private final OrderRows rows;

    OrderConsumer(OrderRows rows) {
        this.rows = rows;
    }

    @Override
    public String group() {
        return "tickets.orders";
    }

    @Override
    public Set<String> topics() {
        return Set.of("crm.orders");
    }

    @Override
    public Outcome apply(RecordedEvent event) {
        var customer = event.customer();
        return event.type().equals("order.placed") && customer != null
                ? rows.add(event.subject(), customer)
                : Outcome.APPLIED;
    }
}
