package io.crmesh.order.product;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Versioned;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Cache of products by sku. It keeps a result for ten seconds, also that a product does not exist, so that most orders
 * need no read.
 */
@Component
public class Catalogue {

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

    private final Cache<String, Optional<Product>> cache = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(TIME_TO_LIVE)
            .build();
    private final Products products;

    Catalogue(Products products) {
        this.products = products;
    }

    /** The existing products among these skus, with at most one read. */
    public Map<String, Product> of(Collection<String> skus) {
        var results = new HashMap<>(cache.getAllPresent(skus));
        var others = skus.stream()
                .filter(sku -> !results.containsKey(sku))
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            results.putAll(load(others));
        }
        var found = new HashMap<String, Product>();
        results.forEach((sku, product) -> product.ifPresent(it -> found.put(sku, it)));
        return found;
    }

    private Map<String, Optional<Product>> load(Collection<String> skus) {
        var results = new HashMap<String, Optional<Product>>();
        skus.forEach(sku -> results.put(sku, Optional.empty()));
        var ids = skus.stream().map(sku -> products.idOfSku(sku).value()).toList();
        products.findAll(ids, new AccessScope.All()).stream()
                .map(Versioned::state)
                .forEach(product -> results.put(product.sku(), Optional.of(product)));
        cache.putAll(results);
        return results;
    }

    void forget(String sku) {
        cache.invalidate(sku);
    }
}
