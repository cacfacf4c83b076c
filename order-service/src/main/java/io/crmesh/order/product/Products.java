package io.crmesh.order.product;

import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.ExternalId;
import io.crmesh.platform.store.Stores;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** Repository of products. The id of a product is derived from its sku, which keeps skus unique. */
@Repository
class Products extends Aggregates<Product, ProductEvent> {

    Products(Stores stores) {
        super(
                stores,
                AggregateType.<Product, ProductEvent>of("product", "products", "prd_", Product.class, Product::fold)
                        .foundBy(product -> Map.of("name", product.name().toLowerCase(Locale.ROOT)))
                        .shared()
                        .listedBy(ProductList.LIST));
    }

    ProductId idOfSku(String sku) {
        return new ProductId(idOf(new ExternalId("sku", sku)));
    }
}
