package io.crmesh.ticket;

import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.ownership.KnownCustomers;
import io.crmesh.ticket.order.KnownOrders;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/** Application service of tickets. */
@Service
class TicketService {

    private final Tickets tickets;
    private final KnownCustomers customers;
    private final KnownOrders orders;
    private final Clock clock;

    TicketService(Tickets tickets, KnownCustomers customers, KnownOrders orders, Clock clock) {
        this.tickets = tickets;
        this.customers = customers;
        this.orders = orders;
        this.clock = clock;
    }

    /** Opens a ticket. A repeated command gets the first number again; the number that it drew is lost. */
    Saved<Ticket> open(Command command, OpenTicket request) {
        customers.require(request.customerId(), command.rights());
        if (request.orderId() != null) {
            orders.require(request.orderId(), request.customerId());
        }
        var id = tickets.idOf(command);
        var ticket = request.as(new TicketId(id), tickets.nextNumber(), clock.instant());
        return tickets.create(id, command, List.of(ticket.opened()));
    }
}
