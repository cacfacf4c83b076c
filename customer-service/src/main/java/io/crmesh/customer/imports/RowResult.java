package io.crmesh.customer.imports;

/** What became of a row. */
enum RowResult {
    CREATED,
    UPDATED,
    DUPLICATE,
    INVALID,
    /** Its customer changed since, and so was not taken back with the rest. */
    KEPT
}
