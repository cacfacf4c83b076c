package io.crmesh.customer;

/** What may stand in a field that other services are told of: a code or an id, never words about a person. */
final class Codes {

    static final String CODE = "[A-Za-z0-9_.:/+-]{1,100}";
    static final String SAYS = "must be a code of 1 to 100 letters, digits or _.:/+-";

    private Codes() {}
}
