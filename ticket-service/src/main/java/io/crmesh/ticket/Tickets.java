package io.crmesh.ticket;

import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.ownership.KnownCustomers;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Stores;
import org.springframework.stereotype.Repository;

/** Repository of tickets. */
@Repository
class Tickets extends Aggregates<Ticket, TicketEvent> {

    Tickets(Stores stores, KnownCustomers customers) {
        super(
                stores,
                AggregateType.<Ticket, TicketEvent>of("ticket", "tickets", "tkt_", Ticket.class, Ticket::fold)
                        .keyedBy(ticket -> ticket.customerId().value())
                        .accessibleTo(
                                ticket -> customers.accessTo(ticket.customerId().value()))
                        .listedBy(TicketList.LIST));
    }
}
