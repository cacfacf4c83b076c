package io.crmesh.customer.registry;

/** As the person gave it. */
public enum Gender {
    FEMALE,
    MALE,
    OTHER
}
