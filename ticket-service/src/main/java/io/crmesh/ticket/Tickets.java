package io.crmesh.ticket;

import io.crmesh.platform.store.Access;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Aggregates;
import io.crmesh.platform.store.Stores;
import org.springframework.stereotype.Repository;

/** The tickets we have. */
@Repository
class Tickets extends Aggregates<Ticket, TicketEvent> {

    static final AggregateType<Ticket, TicketEvent> TYPE = AggregateType.<Ticket, TicketEvent>of(
                    "ticket", "tickets", "tkt_", Ticket.class, Ticket::fold)
            .keyedBy(ticket -> ticket.customerId().value())
            .accessibleTo(ticket -> new Access(ticket.customerId().value(), null, null))
            .indexed("state.customerId", "state.openedAt")
            .indexed("state.number")
            .indexed("state.orderId")
            .indexed("state.openedAt");

    Tickets(Stores stores) {
        super(stores, TYPE);
    }
}
