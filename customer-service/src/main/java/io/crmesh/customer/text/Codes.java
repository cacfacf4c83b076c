package io.crmesh.customer.text;

/** Pattern of fields that are published to other services: a code or an id, never free text about a person. */
public final class Codes {

    public static final String CODE = "[A-Za-z0-9_.:/+-]{1,100}";
    public static final String MESSAGE = "must be a code of 1 to 100 letters, digits or _.:/+-";

    private Codes() {}
}
