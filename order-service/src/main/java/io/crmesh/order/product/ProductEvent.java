package io.crmesh.order.product;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.crmesh.platform.event.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Domain events of a product. */
sealed interface ProductEvent extends Event {

    record ProductAdded(
            @JsonIgnore ProductId id,
            String sku,
            String name,
            Kind kind,
            @Nullable String category,
            Unit unit,
            boolean active,
            Instant occurredAt)
            implements ProductEvent {}

    record ProductChanged(
            String sku,
            String name,
            Kind kind,
            @Nullable String category,
            Unit unit,
            boolean active,
            Instant occurredAt)
            implements ProductEvent {}

    @Override
    default String type() {
        return switch (this) {
            case ProductAdded _ -> "product.added";
            case ProductChanged _ -> "product.changed";
        };
    }
}
