package io.crmesh.order.pricing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.order.product.Kind;
import org.jspecify.annotations.Nullable;

/** Value object: a product as it was sold. What the product is called later does not change it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Item(
        String sku, String name, Kind kind, @Nullable String category) {}
