package io.crmesh.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.accesslog.RecordId;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.event.Personal;
import io.crmesh.ticket.TicketEvent.TicketOpened;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Aggregate: a customer's request for help. The words stay here; events only tell other services that there is a ticket.
 *
 * @param number that people name it by
 * @param needDescription null once the customer was erased
 * @param channel a code of how the request came in
 * @param orderId the order it is about; null if it is about none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ticket(
        @RecordId TicketId id,
        String number,
        CustomerId customerId,
        TicketType type,
        @Personal @Needs("content:read") @Nullable String needDescription,
        Priority priority,
        String channel,
        @Nullable String orderId,
        Stage stage,
        Instant openedAt) {

    /** The event that opens it. */
    TicketOpened opened() {
        return new TicketOpened(type, priority, channel, this, openedAt);
    }

    /** The state after an event. */
    static Ticket fold(@Nullable Ticket before, TicketEvent event) {
        return switch (event) {
            case TicketOpened opened -> opened.ticket();
        };
    }
}
