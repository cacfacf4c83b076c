package io.crmesh.platform.keeper;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmesh.platform.Reach;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.store.Access;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * The customers about whom there can be records, and who looks after them. They are remembered for a short while, so that
 * making a record is one write; their own facts make us forget them at once where they arrive, and everywhere else that
 * while is the longest anybody is behind.
 */
public final class KnownCustomers {

    private static final Duration WHILE = Duration.ofSeconds(30);

    private final Cache<String, KnownCustomer> remembered =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(WHILE).build();
    private final CustomerRows rows;
    private final CustomerLookup lookup;

    KnownCustomers(CustomerRows rows, CustomerLookup lookup) {
        this.rows = rows;
        this.lookup = lookup;
    }

    /**
     * Refuses what is said about nobody, or about somebody who is gone; the id was said as {@code customerId}. A customer
     * who is out of sight is nobody.
     */
    public void require(String id, Reach reach) {
        var customer = find(id).filter(known -> reach.sees().admits(known.access()))
                .orElseThrow(() -> new Impossible("customerId", "is no customer of ours"));
        if (customer.gone()) {
            throw new Impossible("customerId", "is a customer who is gone");
        }
    }

    /** The customer, asked of customer-service if its facts have not arrived here; nothing if there is none. */
    private Optional<KnownCustomer> find(String id) {
        var known = remembered.getIfPresent(id);
        if (known != null) {
            return Optional.of(known);
        }
        var found = rows.find(id).or(() -> lookup.find(id));
        found.ifPresent(customer -> remembered.put(id, customer));
        return found;
    }

    /** Looks up together, with one read, which of these are known here already: they are about to be asked for. */
    public void foresee(Collection<String> ids) {
        var known = remembered.getAllPresent(ids);
        var others =
                ids.stream().filter(id -> !known.containsKey(id)).distinct().toList();
        if (!others.isEmpty()) {
            rows.findAll(others).forEach(customer -> remembered.put(customer.id(), customer));
        }
    }

    /** Whose rows a new record of this customer belongs to, as far as is remembered; the relay looks again. */
    public Access accessTo(String id) {
        var known = remembered.getIfPresent(id);
        return known == null ? new Access(id, null, null) : known.access();
    }

    void forget(String id) {
        remembered.invalidate(id);
    }
}
