package io.crmesh.ticket;

import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.keeper.KnownCustomers;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/** What one can ask to be done about tickets. */
@Service
class TicketDesk {

    private final Tickets tickets;
    private final TicketNumbers numbers;
    private final KnownCustomers customers;
    private final Clock clock;

    TicketDesk(Tickets tickets, TicketNumbers numbers, KnownCustomers customers, Clock clock) {
        this.tickets = tickets;
        this.numbers = numbers;
        this.customers = customers;
        this.clock = clock;
    }

    /** A repetition is answered with the number of the first time; the one it drew is lost. */
    Saved<Ticket> open(Command command, OpenTicket request) {
        customers.require(request.customerId(), command.reach());
        var id = tickets.idOf(command);
        var ticket = request.as(new TicketId(id), numbers.next(), clock.instant());
        return tickets.create(id, command, List.of(ticket.opened()));
    }
}
