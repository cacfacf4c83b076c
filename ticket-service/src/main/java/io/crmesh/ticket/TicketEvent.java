package io.crmesh.ticket;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.fact.Personal;
import java.time.Instant;

/** All that can happen to a ticket. */
sealed interface TicketEvent extends Event {

    /** A request for help was taken in. */
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
