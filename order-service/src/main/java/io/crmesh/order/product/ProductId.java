package io.crmesh.order.product;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.crmesh.platform.Refusal.Impossible;
import java.util.regex.Pattern;

/** A product. The id follows from the sku, so one sku is one product for ever. */
public record ProductId(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("prd_[0-9a-z]{26}");

    @JsonCreator
    public ProductId {
        if (!FORM.matcher(value).matches()) {
            throw new Impossible("id", "is not the id of a product");
        }
    }
}
