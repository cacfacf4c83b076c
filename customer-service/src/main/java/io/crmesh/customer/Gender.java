package io.crmesh.customer;

/** As the person gave it. */
public enum Gender {
    FEMALE,
    MALE,
    OTHER
}
