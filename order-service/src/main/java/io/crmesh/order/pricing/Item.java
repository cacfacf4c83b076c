package io.crmesh.order.pricing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.order.product.Kind;
import io.crmesh.order.product.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Value object: a product as it was sold. What the product is called later does not change it.
 *
 * @param unit null if it was sold in pieces
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Item(
        String sku,
        String name,
        Kind kind,
        @Nullable String category,
        @Nullable Unit unit) {}
