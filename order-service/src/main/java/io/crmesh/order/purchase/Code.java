package io.crmesh.order.purchase;

/** What may stand in a field that other services are told of: a code or an id, never words about a person. */
final class Code {

    static final String FORM = "[A-Za-z0-9_.:/+-]{1,100}";
    static final String HINT = "must be a code of 1 to 100 letters, digits or _.:/+-";

    private Code() {}
}
