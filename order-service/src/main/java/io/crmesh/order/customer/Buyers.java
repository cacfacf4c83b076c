package io.crmesh.order.customer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmesh.platform.store.Access;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who may buy. Known customers are remembered for a short while, so that placing an order is one write; their own facts
 * make us forget them at once where they arrive, and everywhere else that while is the longest anybody is behind.
 */
@Component
public class Buyers {

    private static final Duration WHILE = Duration.ofSeconds(30);

    private final Cache<String, Buyer> known =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(WHILE).build();
    private final Customers customers;
    private final CustomerLookup lookup;

    Buyers(Customers customers, CustomerLookup lookup) {
        this.customers = customers;
        this.lookup = lookup;
    }

    /** The customer, asked of customer-service if its facts have not arrived here; nothing if there is none. */
    public Optional<Buyer> find(CustomerId id) {
        var remembered = known.getIfPresent(id.value());
        if (remembered != null) {
            return Optional.of(remembered);
        }
        var found = customers.find(id.value()).or(() -> lookup.find(id));
        found.ifPresent(buyer -> known.put(id.value(), buyer));
        return found;
    }

    /** Those of these customers that are known here already; one read at most. */
    public Map<String, Buyer> knownOf(Collection<String> ids) {
        var found = new HashMap<>(known.getAllPresent(ids));
        var others =
                ids.stream().filter(id -> !found.containsKey(id)).distinct().toList();
        if (!others.isEmpty()) {
            for (var buyer : customers.findAll(others)) {
                known.put(buyer.id(), buyer);
                var _ = found.put(buyer.id(), buyer);
            }
        }
        return found;
    }

    /** Whose rows a new record of this customer belongs to, as far as is remembered; the relay looks again. */
    public Access accessTo(CustomerId id) {
        var buyer = known.getIfPresent(id.value());
        return buyer == null ? new Access(id.value(), null, null) : new Access(id.value(), buyer.owner(), buyer.team());
    }

    public void forget(String id) {
        known.invalidate(id);
    }
}
