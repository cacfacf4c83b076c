package io.crmesh.customer.registry;

/** What a customer is. */
public enum Kind {
    PERSON,
    ORGANIZATION
}
