package io.crmesh.order.payment;

import io.crmesh.order.purchase.web.Reason;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Request: a refund to the customer, in the order's currency. */
record RequestRefund(
        @NotNull @PositiveOrZero BigDecimal amount,

        @Nullable @Pattern(regexp = Reason.FORM, message = Reason.HINT)
        String reason) {}
