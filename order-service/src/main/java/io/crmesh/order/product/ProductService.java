package io.crmesh.order.product;

import io.crmesh.order.product.ProductEvent.ProductAdded;
import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/** Application service: adds and changes products. */
@Service
class ProductService {

    private final Products products;
    private final Catalogue catalogue;
    private final Clock clock;

    ProductService(Products products, Catalogue catalogue, Clock clock) {
        this.products = products;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** Adds a product; a sku that is taken already is refused. */
    Saved<Product> add(Command command, String sku, Product.Description description) {
        var id = products.idOfSku(sku);
        var added = new ProductAdded(
                id,
                sku,
                description.name(),
                description.kind(),
                description.category(),
                description.unit(),
                description.active(),
                clock.instant());
        var saved = products.create(id.value(), command, List.of(added));
        catalogue.forget(sku);
        return saved;
    }

    Saved<Product> describe(ProductId id, Command command, ChangeProduct request) {
        var saved = products.change(
                id.value(),
                command,
                product -> product.describe(request.appliedTo(product.description()), clock.instant()));
        catalogue.forget(saved.state().sku());
        return saved;
    }
}
