package io.crmesh.benchmarks.modulith;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.events.Externalized;

/** Event: an order was placed. One shape is stored, answered and published. */
@Externalized("benchmark.modulith::#{id()}")
public record OrderPlaced(
        String id,
        String customerId,
        List<Line> lines,
        BigDecimal total,
        String currency,
        String terms,
        @Nullable String paymentMethod,
        @Nullable String channel,
        @Nullable String campaignId,
        Instant placedAt) {}
