package io.crmesh.order.product;

import io.crmesh.order.product.ProductEvent.ProductAdded;
import io.crmesh.order.product.ProductEvent.ProductChanged;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregate root: a product that is sold. The sku never changes: another sku is another product.
 *
 * @param unit absent in products that were added before there were units: these are sold in pieces
 */
public record Product(
        ProductId id,
        String sku,
        String name,
        Kind kind,
        @Nullable String category,
        @Nullable Unit unit,
        boolean active) {

    /** Value object: all that can change of a product. */
    record Description(String name, Kind kind, @Nullable String category, Unit unit, boolean active) {}

    @Override
    public Unit unit() {
        return Unit.orPiece(unit);
    }

    static Product fold(@Nullable Product product, ProductEvent event) {
        return switch (event) {
            case ProductAdded added ->
                new Product(
                        added.id(),
                        added.sku(),
                        added.name(),
                        added.kind(),
                        added.category(),
                        added.unit(),
                        added.active());
            case ProductChanged now ->
                new Product(
                        Objects.requireNonNull(product).id(),
                        now.sku(),
                        now.name(),
                        now.kind(),
                        now.category(),
                        now.unit(),
                        now.active());
        };
    }

    Description description() {
        return new Description(name, kind, category, unit(), active);
    }

    /** Changes the description; there is no event if it is the same already. */
    List<ProductChanged> describe(Description as, Instant now) {
        if (as.equals(description())) {
            return List.of();
        }
        return List.of(new ProductChanged(sku, as.name(), as.kind(), as.category(), as.unit(), as.active(), now));
    }
}
