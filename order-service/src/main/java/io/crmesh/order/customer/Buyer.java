package io.crmesh.order.customer;

import org.jspecify.annotations.Nullable;

/**
 * What selling needs to know of a customer.
 *
 * @param owner who looks after the customer, if anybody does
 * @param gone whether the customer was erased or its registration taken back
 */
public record Buyer(
        String id, @Nullable String owner, @Nullable String team, boolean gone) {}
