package io.crmesh.ticket;

import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.ownership.KnownCustomers;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.NumberSequence;
import io.crmesh.platform.store.Stores;
import org.springframework.stereotype.Repository;

/** Repository of tickets. */
@Repository
class Tickets extends Aggregates<Ticket, TicketEvent> {

    private final NumberSequence numbers;

    Tickets(Stores stores, KnownCustomers customers) {
        super(
                stores,
                AggregateType.<Ticket, TicketEvent>of("ticket", "tickets", "tkt_", Ticket.class, Ticket::fold)
                        .keyedBy(ticket -> ticket.customerId().value())
                        .accessibleTo(
                                ticket -> customers.accessTo(ticket.customerId().value()))
                        .restingOn(customers::lastEventOf)
                        .listedBy(TicketList.LIST));
        this.numbers = stores.numbers("ticket-number", "T-", 10_000_000, 100);
    }

    /** The number of a new ticket, by which people call it. */
    String nextNumber() {
        return numbers.next();
    }
}
