package io.crmesh.customer.contact;

/** Value object: a telephone number in international format (E.164). */
public record Phone(String e164, Type type) {

    public enum Type {
        MOBILE,
        LANDLINE,
        OTHER
    }
}
