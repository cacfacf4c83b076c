package io.crmesh.platform.ownership;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmesh.platform.AccessRights;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.EventReference;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the customers that records can be about, and of their owners, so that creating a record is one write.
 * The process that consumes a customer's event evicts the entry at once; in other processes it is out of date for 30
 * seconds at most.
 */
public final class KnownCustomers {

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);

    private final Cache<String, @Nullable KnownCustomer> cache = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(TIME_TO_LIVE)
            .build();
    private final CustomerRows rows;
    private final CustomerLookup lookup;
    private final CustomerReferences references;

    KnownCustomers(CustomerRows rows, CustomerLookup lookup, CustomerReferences references) {
        this.rows = rows;
        this.lookup = lookup;
        this.references = references;
    }

    /**
     * Refuses a {@code customerId} that names no customer or one that is gone. A customer that the caller may not see
     * is treated like one that does not exist.
     */
    public void require(String id, AccessRights rights) {
        var customer = find(id).filter(known -> rights.sees().admits(known.access()))
                .orElseThrow(() -> new Impossible("customerId", "is no customer of ours"));
        if (customer.gone()) {
            throw new Impossible("customerId", "is a customer who is gone");
        }
    }

    /** Whether both ids mean the same customer today. */
    public boolean areSame(String one, String other) {
        return references.current(one).equals(references.current(other));
    }

    /** The customer, looked up in customer-service if its events have not arrived here; empty if there is none. */
    private Optional<KnownCustomer> find(String reference) {
        return findHere(reference).or(() -> remembered(lookup.find(references.current(reference))));
    }

    private Optional<KnownCustomer> findHere(String reference) {
        return findById(references.current(reference));
    }

    private Optional<KnownCustomer> findById(String id) {
        // An event that arrives meanwhile waits for this read, and so is not forgotten by what was read before it.
        return Optional.ofNullable(cache.get(id, one -> rows.find(one).orElse(null)));
    }

    private Optional<KnownCustomer> remembered(Optional<KnownCustomer> found) {
        found.ifPresent(this::remember);
        return found;
    }

    /** What is read may be older than the last event that has arrived. */
    private void remember(KnownCustomer customer) {
        var _ = cache.asMap().merge(customer.id(), customer, (known, read) -> read.after(known.sequence()));
    }

    /**
     * The last event of a customer that is known here, on which each event about the customer rests. Once {@link #require}
     * admitted the customer, it is known: from the cache, or from the row whose events evicted it there. Empty for a
     * customer that nobody knows. It is that of this very id, also after a merge: events keep the key they began with.
     */
    public Optional<EventReference> lastEventOf(String id) {
        return findById(id).map(KnownCustomer::lastEvent);
    }

    /** Reads those of these customers that are known here into the cache, in one read, before they are asked for. */
    public void prefetch(Collection<String> ids) {
        var current = ids.stream().map(references::current).distinct().toList();
        var known = cache.getAllPresent(current);
        var others = current.stream().filter(id -> !known.containsKey(id)).toList();
        if (!others.isEmpty()) {
            rows.findAll(others).forEach(this::remember);
        }
    }

    /** The owner of a new record of this customer, as far as it is cached; the outbox relay checks it again. */
    public RecordOwner accessTo(String id) {
        var known = cache.getIfPresent(references.current(id));
        return known == null ? new RecordOwner(id, null, null) : new RecordOwner(id, known.owner(), known.team());
    }

    /** The customer's events up to this one have arrived here. */
    void arrived(String id, long sequence) {
        var _ = cache.asMap().computeIfPresent(id, (_, known) -> known.after(sequence));
    }

    void forget(String id) {
        cache.invalidate(id);
    }
}
