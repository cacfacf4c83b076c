package io.crmesh.customer.contact;

import io.crmesh.platform.history.NamesEntry;

/** Value object: a telephone number in international format (E.164). */
public record Phone(@NamesEntry String e164, Type type) {

    public enum Type {
        MOBILE,
        LANDLINE,
        OTHER
    }
}
