package io.crmesh.order.purchase;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.crmesh.platform.Refusal.Impossible;
import java.util.regex.Pattern;

/** Value object: the id of a customer, which customer-service gives. */
public record CustomerId(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("cus_[A-Za-z0-9_-]{1,60}");

    @JsonCreator
    public CustomerId {
        if (!FORM.matcher(value).matches()) {
            throw new Impossible("customerId", "is not the id of a customer");
        }
    }
}
