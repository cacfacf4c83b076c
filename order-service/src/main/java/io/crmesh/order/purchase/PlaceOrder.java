package io.crmesh.order.purchase;

import io.crmesh.order.ledger.PaymentMethod;
import io.crmesh.order.pricing.OrderedLine;
import io.crmesh.platform.store.ExternalId;
import io.crmesh.web.PlainText;
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
 * Request: places an order of a customer.
 *
 * @param total what the caller expects the order to cost; it must be right if it is given
 */
public record PlaceOrder(
        @NotNull CustomerId customerId,
        @NotEmpty @Size(max = 200) List<@Valid @NotNull OrderedLine> lines,
        @NotBlank @Size(max = 3) String currency,
        @Nullable Terms terms,

        @Nullable @Pattern(regexp = PaymentMethod.FORM, message = PaymentMethod.HINT)
        String paymentMethod,

        @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
        String channel,

        @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
        String campaignId,

        @Nullable BigDecimal total,
        @Nullable @Valid External externalId) {

    /** The id of the order in another system. */
    public record External(
            @NotBlank @PlainText @Size(max = 50) String system,
            @NotBlank @PlainText @Size(max = 200) String id) {

        /** Without the spaces around it, which systems add and drop. */
        public ExternalId stripped() {
            return new ExternalId(system.strip(), id.strip());
        }
    }

    Sale sale() {
        return new Sale(channel, paymentMethod, Objects.requireNonNullElse(terms, Terms.IMMEDIATE), campaignId);
    }
}
