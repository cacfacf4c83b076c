package io.crmesh.benchmarks.plain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/** Order as it is stored, answered and published, in one shape. The database assigns its id. */
@Document("orders")
public record Order(
        @Id @Nullable String id,
        String customerId,
        List<Line> lines,
        BigDecimal total,
        String currency,
        String terms,
        @Nullable String paymentMethod,
        @Nullable String channel,
        @Nullable String campaignId,
        Instant placedAt) {}
