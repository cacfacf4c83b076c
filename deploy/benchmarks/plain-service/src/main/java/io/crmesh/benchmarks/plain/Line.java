package io.crmesh.benchmarks.plain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Value object: a line of an order. */
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
