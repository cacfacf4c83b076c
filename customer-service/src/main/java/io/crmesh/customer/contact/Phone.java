package io.crmesh.customer.contact;

/** A telephone number as the whole world dials it. */
public record Phone(String e164, Type type) {

    public enum Type {
        MOBILE,
        LANDLINE,
        OTHER
    }
}
