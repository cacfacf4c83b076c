package io.crmesh.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.web.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A ticket as people and programs see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TicketView(
        @RecordId TicketId id,
        String number,
        CustomerId customerId,
        TicketType type,
        @Needs("content:read") @Nullable String needDescription,
        Priority priority,
        String channel,
        @Nullable String orderId,
        Stage stage,
        Instant openedAt) {

    static TicketView of(Ticket ticket) {
        return new TicketView(
                ticket.id(),
                ticket.number(),
                ticket.customerId(),
                ticket.type(),
                ticket.needDescription(),
                ticket.priority(),
                ticket.channel(),
                ticket.orderId(),
                ticket.stage(),
                ticket.openedAt());
    }
}
