package io.crmesh.order.product;

import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Aggregates;
import io.crmesh.platform.store.ExternalId;
import io.crmesh.platform.store.Stores;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** The products we have. A product's id follows from its sku: that is what keeps skus unique. */
@Repository
class Products extends Aggregates<Product, ProductEvent> {

    Products(Stores stores) {
        super(
                stores,
                AggregateType.<Product, ProductEvent>of("product", "products", "prd_", Product.class, Product::fold)
                        .foundBy(product -> Map.of("name", product.name().toLowerCase(Locale.ROOT))));
    }

    ProductId idOfSku(String sku) {
        return new ProductId(idOf(new ExternalId("sku", sku)));
    }
}
