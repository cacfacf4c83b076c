package io.crmesh.marketing.condition;

/** Type of the value at a path. It decides what the value can be compared with. */
public enum ValueType {
    TEXT,
    NUMBER,
    BOOLEAN,
    INSTANT,
    /** An amount: compared with one of its currency, or with a number. */
    MONEY,
    /** One amount for each currency: compared with an amount of one of them. A number alone would not say of which. */
    MONEY_BY_CURRENCY
}
