package io.crmesh.order.product;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Looks products up by their skus. What was looked up is remembered for some seconds, also that there is no such
 * product: an order does not wait for the same answer again.
 */
@Component
public class Catalogue {

    private static final Duration WHILE = Duration.ofSeconds(10);

    private final Cache<String, Optional<Product>> remembered =
            Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(WHILE).build();
    private final Products products;

    Catalogue(Products products) {
        this.products = products;
    }

    /** The products there are among these skus; one read at most. */
    public Map<String, Product> of(Collection<String> skus) {
        var answers = new HashMap<>(remembered.getAllPresent(skus));
        var others = skus.stream()
                .filter(sku -> !answers.containsKey(sku))
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            answers.putAll(look(others));
        }
        var found = new HashMap<String, Product>();
        answers.forEach((sku, product) -> product.ifPresent(it -> found.put(sku, it)));
        return found;
    }

    private Map<String, Optional<Product>> look(Collection<String> skus) {
        var answers = new HashMap<String, Optional<Product>>();
        skus.forEach(sku -> answers.put(sku, Optional.empty()));
        var ids = skus.stream().map(sku -> products.idOfSku(sku).value()).toList();
        products.findAll(ids, new Scope.All()).stream()
                .map(Versioned::state)
                .forEach(product -> answers.put(product.sku(), Optional.of(product)));
        remembered.putAll(answers);
        return answers;
    }

    void forget(String sku) {
        remembered.invalidate(sku);
    }
}
