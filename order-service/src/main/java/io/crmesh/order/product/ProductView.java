package io.crmesh.order.product;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Response: a product. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProductView(
        String id,
        String sku,
        String name,
        Kind kind,
        @Nullable String category,
        Unit unit,
        boolean active) {

    static ProductView of(Product product) {
        return new ProductView(
                product.id().value(),
                product.sku(),
                product.name(),
                product.kind(),
                product.category(),
                product.unit(),
                product.active());
    }
}
