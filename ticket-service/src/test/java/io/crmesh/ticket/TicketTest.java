package io.crmesh.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TicketTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final String CUSTOMER = "cus_1";

    @Test
    void openedTicketHasWhatTheCustomerSaid() {
        var ticket = new OpenTicket(CUSTOMER, TicketType.RETURN, "It is broken", Priority.HIGH, "PHONE", "ord_1")
                .as(new TicketId("tkt_1"), "T-10000001", NOW);

        var opened = ticket.opened();

        assertThat(opened.type()).isEqualTo("ticket.opened");
        assertThat(opened.about()).isEqualTo(TicketType.RETURN);
        assertThat(opened.occurredAt()).isEqualTo(NOW);
        assertThat(Ticket.fold(null, opened)).isEqualTo(ticket);
    }

    @Test
    void ticketWithoutPriorityAndChannelIsNormalAndOther() {
        var ticket = new OpenTicket(CUSTOMER, TicketType.QUESTION, "Where is it?", null, null, null)
                .as(new TicketId("tkt_1"), "T-10000001", NOW);

        assertThat(ticket.priority()).isEqualTo(Priority.NORMAL);
        assertThat(ticket.channel()).isEqualTo("OTHER");
        assertThat(ticket.stage()).isEqualTo(Stage.NEW);
    }
}
