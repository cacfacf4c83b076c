package io.crmesh.ticket;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.Personal;
import java.time.Instant;

/** Events of tickets. */
sealed interface TicketEvent extends Event {

    /** A request for help was opened. */
    record TicketOpened(
            @JsonProperty("type") TicketType about,
            Priority priority,
            String channel,
            @Personal Ticket ticket,
            Instant occurredAt)
            implements TicketEvent {}

    @Override
    default String type() {
        return switch (this) {
            case TicketOpened _ -> "ticket.opened";
        };
    }
}
