package io.crmesh.customer;

/** What a customer is. */
public enum Kind {
    PERSON,
    ORGANIZATION
}
