package io.crmesh.order.imports;

import io.crmesh.order.ledger.PaymentMethod;
import io.crmesh.order.pricing.OrderedLine;
import io.crmesh.order.purchase.Code;
import io.crmesh.order.purchase.PlaceOrder;
import io.crmesh.order.purchase.Sale;
import io.crmesh.order.purchase.Terms;
import io.crmesh.platform.event.Mode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Request: imports orders that were placed in another system. Each has its own result, so an invalid order does not
 * keep out the others.
 *
 * @param mode BACKFILL for orders of the past, which is the default, or IMPORT for orders of today
 */
record ImportOrders(
        @Nullable ImportMode mode,
        @NotEmpty @Size(max = 500) List<@NotNull PastOrder> orders) {

    enum ImportMode {
        BACKFILL,
        IMPORT
    }

    /** The final state of an imported order. */
    enum PastState {
        PAID,
        COMPLETED,
        CANCELLED,
        EXPIRED,
        RETURNED
    }

    /**
     * Request: one order of an import.
     *
     * @param placedAt an instant, or a day, which stands for its start in UTC
     * @param state COMPLETED if it is absent; an order that is PAID or COMPLETED was paid in full
     */
    record PastOrder(
            @NotNull @Valid PlaceOrder.External externalId,
            @NotBlank @Size(max = 64) String customerId,
            @NotEmpty @Size(max = 200) List<@Valid @NotNull OrderedLine> lines,
            @NotBlank @Size(max = 3) String currency,
            @NotBlank @Size(max = 40) String placedAt,
            @Nullable PastState state,
            @Nullable Terms terms,

            @Nullable @Pattern(regexp = PaymentMethod.FORM, message = PaymentMethod.HINT)
            String paymentMethod,

            @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
            String channel,

            @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
            String campaignId,

            @Nullable BigDecimal total) {

        Sale sale() {
            return new Sale(channel, paymentMethod, Objects.requireNonNullElse(terms, Terms.IMMEDIATE), campaignId);
        }
    }

    /** The mode of the events that the import records. */
    Mode eventMode() {
        return mode == ImportMode.IMPORT ? Mode.IMPORT : Mode.BACKFILL;
    }
}
