package io.crmesh.order.product;

import io.crmesh.order.product.ProductEvent.ProductAdded;
import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/** Where products are added to what we sell, and described. */
@Service
class ProductDesk {

    private final Products products;
    private final Catalogue catalogue;
    private final Clock clock;

    ProductDesk(Products products, Catalogue catalogue, Clock clock) {
        this.products = products;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** A sku that is taken is refused, whoever took it. */
    Saved<Product> add(Command command, String sku, Product.Description as) {
        var id = products.idOfSku(sku);
        var added = new ProductAdded(id, sku, as.name(), as.kind(), as.category(), as.active(), clock.instant());
        var saved = products.create(id.value(), command, List.of(added));
        catalogue.forget(sku);
        return saved;
    }

    Saved<Product> describe(ProductId id, Command command, ChangeProduct wish) {
        var saved = products.change(
                id.value(), command, product -> product.describe(wish.of(product.description()), clock.instant()));
        catalogue.forget(saved.state().sku());
        return saved;
    }
}
