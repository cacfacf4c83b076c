package io.crmesh.customer.registry.profile;

/** Whether a customer is a person or an organization. */
public enum Kind {
    PERSON,
    ORGANIZATION
}
