package io.crmesh.order.purchase;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.crmesh.platform.Refusal.Impossible;
import java.util.regex.Pattern;

/** Value object: the id of an order for clients; people use its number. */
public record OrderId(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("ord_[0-9a-z]{26}");

    @JsonCreator
    public OrderId {
        if (!FORM.matcher(value).matches()) {
            throw new Impossible("id", "is not the id of an order");
        }
    }
}
