package io.crmesh.marketing.condition;

/** Type of the value at a path. It decides what the value can be compared with. */
public enum ValueType {
    TEXT,
    NUMBER,
    BOOLEAN,
    INSTANT,
    /** One amount for each currency: compared with an amount of one of them, or, if there is only one, with a number. */
    MONEY
}
