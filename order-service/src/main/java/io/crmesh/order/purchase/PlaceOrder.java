package io.crmesh.order.purchase;

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
 * A customer orders, now.
 *
 * @param total what the caller thinks it costs; if it says so it must be right
 */
record PlaceOrder(
        @NotNull CustomerId customerId,
        @NotEmpty @Size(max = 200) List<@Valid @NotNull OrderedLine> lines,
        @NotBlank @Size(max = 3) String currency,
        @Nullable Terms terms,

        @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
        String paymentMethod,

        @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
        String channel,

        @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
        String campaignId,

        @Nullable BigDecimal total,
        @Nullable @Valid External externalId) {

    /** What another system calls the order. */
    record External(
            @NotBlank @Size(max = 50) String system,
            @NotBlank @Size(max = 200) String id) {}
}
