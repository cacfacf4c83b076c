package io.crmesh.interaction;

/** Topic of an interaction. */
public enum Topic {
    ENQUIRY,
    PURCHASE,
    AFTER_SALES
}
