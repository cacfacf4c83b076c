package io.crmesh.ticket;

import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.ownership.KnownCustomers;
import io.crmesh.platform.store.NumberSequence;
import io.crmesh.platform.store.Stores;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/** Application service of tickets. */
@Service
class TicketService {

    private final Tickets tickets;
    private final NumberSequence numbers;
    private final KnownCustomers customers;
    private final Clock clock;

    TicketService(Tickets tickets, Stores stores, KnownCustomers customers, Clock clock) {
        this.tickets = tickets;
        this.numbers = stores.numbers("ticket-number", "T-", 10_000_000, 100);
        this.customers = customers;
        this.clock = clock;
    }

    /** Opens a ticket. A repeated command gets the first number again; the number that it drew is lost. */
    Saved<Ticket> open(Command command, OpenTicket request) {
        customers.require(request.customerId(), command.rights());
        var id = tickets.idOf(command);
        var ticket = request.as(new TicketId(id), numbers.next(), clock.instant());
        return tickets.create(id, command, List.of(ticket.opened()));
    }
}
