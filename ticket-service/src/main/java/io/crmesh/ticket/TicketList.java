package io.crmesh.ticket;

import static io.crmesh.platform.list.ListField.code;
import static io.crmesh.platform.list.ListField.customer;
import static io.crmesh.platform.list.ListField.text;
import static io.crmesh.platform.list.ListField.time;

import io.crmesh.platform.list.RecordList;

/** The list of tickets, one line per field. */
final class TicketList {

    static final RecordList<Ticket> LIST = RecordList.of(
            "tickets",
            "-openedAt",
            text("id", ticket -> ticket.id().value()),
            text("number", Ticket::number).identifies().sorts().fixed(),
            customer("customerId", (Ticket ticket) -> ticket.customerId().value())
                    .filters(),
            time("openedAt", Ticket::openedAt).filters().sorts().fixed(),
            code("type", TicketType.class, Ticket::type).filters(),
            code("priority", Priority.class, Ticket::priority).filters(),
            text("channel", Ticket::channel).filtersCoarsely(),
            code("stage", Stage.class, Ticket::stage).filters(),
            text("orderId", Ticket::orderId).filters(),
            text("needDescription", Ticket::needDescription).needs("content:read"));

    private TicketList() {}
}
