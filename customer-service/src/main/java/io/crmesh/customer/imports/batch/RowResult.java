package io.crmesh.customer.imports.batch;

/** The result of one row of a file. */
public enum RowResult {
    CREATED,
    UPDATED,
    DUPLICATE,
    INVALID,
    /** Its customer changed since, and so was not reverted with the rest. */
    KEPT
}
