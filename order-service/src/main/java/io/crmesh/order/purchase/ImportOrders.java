package io.crmesh.order.purchase;

import io.crmesh.platform.fact.Mode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders that were placed elsewhere, each with its own result: one that makes no sense does not keep the others out.
 *
 * @param mode BACKFILL unless it says IMPORT: orders of the past or orders of today
 */
record ImportOrders(
        @Nullable How mode, @NotEmpty @Size(max = 500) List<@NotNull PastOrder> orders) {

    enum How {
        BACKFILL,
        IMPORT
    }

    /** What became of an imported order. */
    enum PastState {
        PAID,
        COMPLETED,
        CANCELLED,
        EXPIRED,
        RETURNED
    }

    /**
     * One order.
     *
     * @param placedAt an instant, or a day of which the start in UTC is meant
     * @param state COMPLETED unless it says otherwise
     */
    record PastOrder(
            @NotNull @Valid PlaceOrder.External externalId,
            @NotBlank @Size(max = 64) String customerId,
            @NotEmpty @Size(max = 200) List<@Valid @NotNull OrderedLine> lines,
            @NotBlank @Size(max = 3) String currency,
            @NotBlank @Size(max = 40) String placedAt,
            @Nullable PastState state,
            @Nullable Terms terms,

            @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
            String paymentMethod,

            @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
            String channel,

            @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
            String campaignId,

            @Nullable BigDecimal total) {}

    Mode how() {
        return mode == How.IMPORT ? Mode.IMPORT : Mode.BACKFILL;
    }
}
