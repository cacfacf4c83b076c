package io.crmesh.order.purchase;

/** Paid at once, or on account after the order was confirmed. */
public enum Terms {
    IMMEDIATE,
    ON_ACCOUNT
}
