package io.crmesh.order.purchase;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** Why something is done: a code and never free text, as facts carry it to everybody. */
record Reason(
        @Nullable @Pattern(regexp = Reason.FORM, message = Reason.HINT)
        String reason) {

    static final String FORM = "[A-Z][A-Z0-9_]{0,99}";
    static final String HINT = "must be a code such as CUSTOMER_REQUEST";

    static final Reason NONE = new Reason(null);
}
