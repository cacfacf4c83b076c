package io.crmesh.benchmarks.modulith;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Request: one line of an order. */
record OrderedLine(
        @NotBlank @Size(max = 100) String sku,
        @NotNull @Size(min = 1, max = 200) String name,
        @NotNull Kind kind,
        @Nullable @Size(min = 1, max = 100) String category,
        @NotNull @Min(1) @Max(1_000_000) Integer quantity,
        @NotNull @PositiveOrZero BigDecimal unitPrice,
        @Nullable @PositiveOrZero BigDecimal discount,
        @Nullable @PositiveOrZero BigDecimal tax) {

    enum Kind {
        GOODS,
        SERVICE
    }

    Line priced() {
        var net = unitPrice.multiply(BigDecimal.valueOf(quantity)).setScale(2, RoundingMode.HALF_UP);
        var off = Objects.requireNonNullElse(discount, BigDecimal.ZERO);
        var on = Objects.requireNonNullElse(tax, BigDecimal.ZERO);
        return new Line(
                sku,
                name,
                kind.name(),
                category,
                quantity,
                unitPrice,
                off,
                on,
                net.subtract(off).add(on));
    }
}
