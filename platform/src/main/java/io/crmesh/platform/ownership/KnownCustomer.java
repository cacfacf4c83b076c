package io.crmesh.platform.ownership;

import io.crmesh.platform.document.RecordOwner;
import org.jspecify.annotations.Nullable;

/**
 * Value object: a customer, as far as services with records about customers must know it.
 *
 * @param owner the user who owns the customer, if there is one
 * @param gone whether the customer was erased or its registration reverted
 */
record KnownCustomer(
        String id, @Nullable String owner, @Nullable String team, boolean gone) {

    RecordOwner access() {
        return new RecordOwner(id, owner, team);
    }
}
