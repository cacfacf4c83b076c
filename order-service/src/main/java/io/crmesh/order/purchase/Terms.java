package io.crmesh.order.purchase;

/** Payment terms: an order is paid at once, or on account after it was confirmed. */
public enum Terms {
    IMMEDIATE,
    ON_ACCOUNT
}
