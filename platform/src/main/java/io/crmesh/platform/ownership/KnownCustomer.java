package io.crmesh.platform.ownership;

import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.EventReference;
import org.jspecify.annotations.Nullable;

/**
 * Value object: a customer, as far as services with records about customers must know it.
 *
 * @param owner the user who owns the customer, if there is one
 * @param sequence of the last event of the customer that is known here
 * @param gone whether the customer was erased or its registration reverted
 */
record KnownCustomer(
        String id, @Nullable String owner, @Nullable String team, long sequence, boolean gone) {

    private static final String SOURCE = "/crm/customers";

    RecordOwner access() {
        return new RecordOwner(id, owner, team);
    }

    EventReference lastEvent() {
        return new EventReference(SOURCE, id, sequence);
    }

    KnownCustomer after(long event) {
        return event <= sequence ? this : new KnownCustomer(id, owner, team, event, gone);
    }
}
