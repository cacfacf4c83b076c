package io.crmesh.order.product;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.crmesh.platform.Refusal.Impossible;
import java.util.regex.Pattern;

/** Value object: the id of a product. It is derived from the sku, so a sku always means the same product. */
public record ProductId(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("prd_[0-9a-z]{26}");

    @JsonCreator
    public ProductId {
        if (!FORM.matcher(value).matches()) {
            throw new Impossible("id", "is not the id of a product");
        }
    }
}
