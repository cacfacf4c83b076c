package io.crmesh.benchmarks.plain;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Request: the same as that of the product, with the same constraints. */
record PlaceOrder(
        @NotNull @Pattern(regexp = "cus_[A-Za-z0-9_-]{1,60}")
        String customerId,

        @NotEmpty @Size(max = 200) List<@Valid @NotNull OrderedLine> lines,
        @NotBlank @Size(max = 3) String currency,
        @Nullable Terms terms,
        @Nullable @Size(min = 1, max = 100) String paymentMethod,
        @Nullable @Size(min = 1, max = 100) String channel,
        @Nullable @Size(min = 1, max = 100) String campaignId,
        @Nullable BigDecimal total,
        @Nullable @Valid External externalId) {

    enum Terms {
        IMMEDIATE,
        ON_ACCOUNT
    }

    /** The id of the order in another system. */
    record External(
            @NotBlank @Size(max = 50) String system,
            @NotBlank @Size(max = 200) String id) {}
}
