package io.crmesh.order.pricing;

import io.crmesh.order.product.Kind;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Request: one line of an order. A field that is absent is taken from the product of the sku, if there is one. */
public record OrderedLine(
        @NotBlank @Size(max = 100) String sku,
        @Nullable @Size(min = 1, max = 200) String name,
        @Nullable Kind kind,
        @Nullable @Size(min = 1, max = 100) String category,
        @NotNull @Min(1) @Max(1_000_000) Integer quantity,
        @NotNull @PositiveOrZero BigDecimal unitPrice,
        @Nullable @PositiveOrZero BigDecimal discount,
        @Nullable @PositiveOrZero BigDecimal tax) {

    public boolean needsProduct() {
        return name == null || kind == null || category == null;
    }
}
