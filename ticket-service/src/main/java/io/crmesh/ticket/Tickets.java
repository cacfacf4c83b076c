package io.crmesh.ticket;

import io.crmesh.platform.keeper.KnownCustomers;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Aggregates;
import io.crmesh.platform.store.Stores;
import org.springframework.stereotype.Repository;

/** The tickets we have. */
@Repository
class Tickets extends Aggregates<Ticket, TicketEvent> {

    Tickets(Stores stores, KnownCustomers customers) {
        super(
                stores,
                AggregateType.<Ticket, TicketEvent>of("ticket", "tickets", "tkt_", Ticket.class, Ticket::fold)
                        .keyedBy(ticket -> ticket.customerId().value())
                        .accessibleTo(
                                ticket -> customers.accessTo(ticket.customerId().value()))
                        .indexed("state.customerId", "state.openedAt")
                        .indexed("state.number")
                        .indexed("state.orderId")
                        .indexed("state.openedAt"));
    }
}
