package io.crmesh.order.product;

/** Kind of a product: goods are shipped, services are fulfilled. */
public enum Kind {
    GOODS,
    SERVICE
}
