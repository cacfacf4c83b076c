package io.crmesh.ticket;

import io.crmesh.platform.json.VisibleText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Request to open a ticket.
 *
 * @param priority NORMAL if absent
 * @param channel OTHER if absent
 */
record OpenTicket(
        @NotNull @Pattern(regexp = CustomerId.FORM, message = CustomerId.SAYS)
        String customerId,

        @NotNull TicketType type,
        @NotBlank @VisibleText @Size(max = 20_000) String needDescription,
        @Nullable Priority priority,

        @Nullable @Pattern(regexp = "[A-Z][A-Z0-9_]{0,99}", message = "must be a code such as PHONE")
        String channel,

        @Nullable @Pattern(regexp = "ord_[a-z0-9]{26}", message = "must be the id of an order")
        String orderId) {

    Ticket as(TicketId id, String number, Instant now) {
        return new Ticket(
                id,
                number,
                new CustomerId(customerId),
                type,
                needDescription,
                Objects.requireNonNullElse(priority, Priority.NORMAL),
                Objects.requireNonNullElse(channel, "OTHER"),
                orderId,
                Stage.NEW,
                now);
    }
}
