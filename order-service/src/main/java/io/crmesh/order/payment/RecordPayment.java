package io.crmesh.order.payment;

import io.crmesh.order.ledger.PaymentMethod;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Request: records a payment, captured or pending.
 *
 * @param amount in the order's currency; the open amount if it is absent. What a captured payment has beyond it is
 *     recorded as an overpayment
 * @param capture whether the money has been received; true if it is absent
 */
record RecordPayment(
        @Nullable @PositiveOrZero BigDecimal amount,

        @Nullable @Pattern(regexp = PaymentMethod.FORM, message = PaymentMethod.HINT)
        String method,

        @Nullable Boolean capture) {

    boolean captureNow() {
        return capture == null || capture;
    }
}
