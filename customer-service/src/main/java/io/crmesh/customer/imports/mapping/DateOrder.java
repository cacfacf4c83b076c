package io.crmesh.customer.imports.mapping;

/** Which of day and month a date such as 03/04/2026 begins with. */
public enum DateOrder {
    /** dd/MM/yyyy. */
    DAY_FIRST,
    /** MM/dd/yyyy. */
    MONTH_FIRST
}
