package io.crmesh.platform.keeper;

import io.crmesh.platform.consume.FactConsumer;
import io.crmesh.platform.consume.Facts;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.keeper.CustomerRows.Change;
import io.crmesh.platform.seal.Erasures;
import io.crmesh.platform.store.Access;
import io.crmesh.platform.store.Stores;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Policy: whoever looks after a customer sees what there is about the customer. The customer's row is written first, so
 * that a record made meanwhile finds the new owner there. Whoever was erased is erased here, too: first nothing more is
 * taken in about them, then what there is becomes unreadable.
 */
final class CustomerFollower implements FactConsumer {

    /** The part of a fact that says who looks after the customer; an absent field means nobody. */
    record LookedAfter(@Nullable String owner, @Nullable String team) {}

    private final String service;
    private final CustomerRows rows;
    private final KnownCustomers known;
    private final Stores records;
    private final Erasures erasures;

    /**
     * @param service whose records follow, such as {@code orders}
     */
    CustomerFollower(String service, CustomerRows rows, KnownCustomers known, Stores records, Erasures erasures) {
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
    public Outcome apply(Fact fact) {
        if (!fact.subject().startsWith("cus_")) {
            return Outcome.APPLIED; // an import, a merge case: no customer
        }
        var change = change(fact);
        var outcome = rows.apply(fact.subject(), fact.sequence(), change);
        if (outcome != Outcome.GAP) {
            follow(fact.subject(), change);
        }
        return outcome;
    }

    /** Also for a duplicate: what came before may have been cut off between the row and the records. */
    private void follow(String customer, Change change) {
        switch (change) {
            case Change.Looked _ -> {
                known.forget(customer);
                Access.settle(() -> rows.accessTo(customer), records::setAccess);
            }
            case Change.Left _ -> known.forget(customer);
            case Change.Erased _ -> {
                known.forget(customer);
                erasures.erase(customer);
            }
            case Change.Nothing _ -> {}
        }
    }

    private static Change change(Fact fact) {
        return switch (fact.type()) {
            case "customer.registered", "customer.owner-changed" -> {
                var read = Facts.read(fact, LookedAfter.class);
                yield new Change.Looked(read.owner(), read.team());
            }
            case "customer.reverted" -> new Change.Left();
            case "customer.erased" -> new Change.Erased();
            default -> new Change.Nothing();
        };
    }
}
