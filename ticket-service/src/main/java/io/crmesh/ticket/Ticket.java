package io.crmesh.ticket;

import io.crmesh.platform.fact.Personal;
import io.crmesh.ticket.TicketEvent.TicketOpened;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's request for help. What the customer needs, in words, stays here; others are told that there is a ticket.
 *
 * @param number by which people name it
 * @param needDescription nothing any more once the customer was erased
 * @param channel a code: how the request came in
 * @param orderId the order it is about, if it is about one
 */
public record Ticket(
        TicketId id,
        String number,
        CustomerId customerId,
        TicketType type,
        @Personal @Nullable String needDescription,
        Priority priority,
        String channel,
        @Nullable String orderId,
        Stage stage,
        Instant openedAt) {

    /** The customer asked for help. */
    TicketOpened opened() {
        return new TicketOpened(type, priority, channel, this, openedAt);
    }

    /** The only way from one ticket to the next; there is but one step so far. */
    static Ticket fold(@Nullable Ticket before, TicketEvent event) {
        return switch (event) {
            case TicketOpened opened -> opened.ticket();
        };
    }
}
