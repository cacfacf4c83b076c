package io.crmesh.order.product;

/** Goods are shipped, services fulfilled. */
public enum Kind {
    GOODS,
    SERVICE
}
