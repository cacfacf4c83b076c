package io.crmesh.order.purchase;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Money came in, or is to come.
 *
 * @param amount in the order's currency; what is open if it does not say
 * @param capture whether the money is here already, as it is unless said otherwise
 */
record RecordPayment(
        @Nullable @PositiveOrZero BigDecimal amount,

        @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
        String method,

        @Nullable Boolean capture) {

    boolean captureNow() {
        return capture == null || capture;
    }
}
