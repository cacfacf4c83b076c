package io.crmesh.benchmarks.plain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One product of an order, as it was sold. */
public record Line(
        String sku,
        String name,
        String kind,
        @Nullable String category,
        int quantity,
        BigDecimal unitPrice,
        BigDecimal discount,
        BigDecimal tax,
        BigDecimal amount) {}
