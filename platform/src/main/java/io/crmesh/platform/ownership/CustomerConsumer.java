package io.crmesh.platform.ownership;

import io.crmesh.platform.consume.EventBodies;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.encryption.Erasures;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.ownership.CustomerRows.Change;
import io.crmesh.platform.store.Stores;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Event consumer of customers, which keeps the ownership of a service's records: the customer's owner may see them. The
 * customer's row is written first, so that a record created meanwhile finds the new owner there. An erased customer is
 * erased here, too: first new records about the customer are refused, then existing ones become unreadable.
 */
final class CustomerConsumer implements EventConsumer {

    /** The fields of an event that say who owns the customer; an absent field means that there is no owner or team. */
    record Ownership(@Nullable String owner, @Nullable String team) {}

    private final String service;
    private final CustomerRows rows;
    private final KnownCustomers known;
    private final Stores records;
    private final Erasures erasures;

    /**
     * The consumer of one service.
     *
     * @param service the service whose records follow the customers, such as {@code orders}
     */
    CustomerConsumer(String service, CustomerRows rows, KnownCustomers known, Stores records, Erasures erasures) {
        this.service = service;
        this.rows = rows;
        this.known = known;
        this.records = records;
        this.erasures = erasures;
    }

    @Override
    public String group() {
        return service + ".customers";
    }

    @Override
    public Set<String> topics() {
        return Set.of("crm.customers");
    }

    @Override
    public Outcome apply(RecordedEvent event) {
        if (!event.subject().startsWith("cus_")) {
            return Outcome.APPLIED; // an import or a merge case, not a customer
        }
        var change = change(event);
        var outcome = rows.apply(event.subject(), event.sequence(), change);
        if (outcome.isEffective()) {
            follow(event.subject(), change);
            known.arrived(event.subject(), event.sequence());
        }
        return outcome;
    }

    /** Also for a duplicate: the first delivery may have been interrupted between the row and the records. */
    private void follow(String customer, Change change) {
        switch (change) {
            case Change.OwnerChanged _ -> {
                known.forget(customer);
                RecordOwner.writeUntilCurrent(() -> rows.accessTo(customer), records::setAccess);
            }
            case Change.Reverted _ -> known.forget(customer);
            case Change.Erased _ -> {
                known.forget(customer);
                erasures.erase(customer);
            }
            case Change.None _ -> {}
        }
    }

    private static Change change(RecordedEvent event) {
        return switch (event.type()) {
            case "customer.registered", "customer.owner-changed" -> {
                var ownership = EventBodies.read(event, Ownership.class);
                yield new Change.OwnerChanged(ownership.owner(), ownership.team());
            }
            case "customer.reverted" -> new Change.Reverted();
            case "customer.erased" -> new Change.Erased();
            default -> new Change.None();
        };
    }
}
