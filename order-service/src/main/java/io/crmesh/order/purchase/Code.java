package io.crmesh.order.purchase;

/** Validation pattern of a field that events publish: a code or an id, never words about a person. */
public final class Code {

    public static final String FORM = "[A-Za-z0-9_.:/+-]{1,100}";
    public static final String HINT = "must be a code of 1 to 100 letters, digits or _.:/+-";

    private Code() {}
}
