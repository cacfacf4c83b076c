package io.crmesh.marketing.condition;

/** What kind of value stands at a path, and so what it can be compared with. */
public enum ValueType {
    TEXT,
    NUMBER,
    BOOLEAN,
    INSTANT,
    /** One amount for each currency: compared with an amount of one of them, or, if there is but one, with a number. */
    MONEY
}
