package io.crmesh.order.purchase.web;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** Request: the reason for a change, as a code. It is never free text, because events publish it to all consumers. */
public record Reason(
        @Nullable @Pattern(regexp = Reason.FORM, message = Reason.HINT)
        String reason) {

    public static final String FORM = "[A-Z][A-Z0-9_]{0,99}";
    public static final String HINT = "must be a code such as CUSTOMER_REQUEST";

    /** The code that a body gives; a body need not be sent. */
    public static @Nullable String codeOf(@Nullable Reason body) {
        return body == null ? null : body.reason();
    }
}
