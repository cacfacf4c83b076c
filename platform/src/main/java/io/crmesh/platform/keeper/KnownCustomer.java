package io.crmesh.platform.keeper;

import io.crmesh.platform.store.Access;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a customer wherever there are records about them.
 *
 * @param owner who looks after the customer, if anybody does
 * @param gone whether the customer was erased or its registration taken back
 */
record KnownCustomer(
        String id, @Nullable String owner, @Nullable String team, boolean gone) {

    Access access() {
        return new Access(id, owner, team);
    }
}
