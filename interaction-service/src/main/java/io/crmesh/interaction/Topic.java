package io.crmesh.interaction;

/** What it was about. */
public enum Topic {
    ENQUIRY,
    PURCHASE,
    AFTER_SALES
}
