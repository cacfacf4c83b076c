package io.crmesh.order.pricing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.order.product.Kind;
import io.crmesh.order.product.Unit;
import io.crmesh.web.PlainText;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Request: one line of an order. A field that is absent is taken from the product of the sku, if there is one.
 *
 * @param unit pieces, if the product has none either. It is left out of the hash of a row if it is absent, so that rows
 *     imported before there were units are recognised
 * @param quantity with as many decimals as the unit admits
 */
public record OrderedLine(
        @NotBlank @PlainText @Size(max = 100) String sku,
        @Nullable @PlainText @Size(min = 1, max = 200) String name,
        @Nullable Kind kind,
        @Nullable @PlainText @Size(min = 1, max = 100) String category,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Unit unit,
        @NotNull @DecimalMin("0.001") @DecimalMax("1000000") BigDecimal quantity,
        @NotNull @PositiveOrZero BigDecimal unitPrice,
        @Nullable @PositiveOrZero BigDecimal discount,
        @Nullable @PositiveOrZero BigDecimal tax) {

    /** A sku means the same product with spaces around it. */
    public OrderedLine {
        if (sku != null) {
            sku = sku.strip();
        }
    }

    public boolean needsProduct() {
        return name == null || kind == null || category == null || unit == null;
    }
}
