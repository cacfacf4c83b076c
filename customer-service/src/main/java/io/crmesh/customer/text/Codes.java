package io.crmesh.customer.text;

/** What may stand in a field that other services are told of: a code or an id, never words about a person. */
public final class Codes {

    public static final String CODE = "[A-Za-z0-9_.:/+-]{1,100}";
    public static final String SAYS = "must be a code of 1 to 100 letters, digits or _.:/+-";

    private Codes() {}
}
