package io.crmesh.customer.registry.profile;

/** The gender of a person, as the person stated it. */
public enum Gender {
    FEMALE,
    MALE,
    OTHER
}
