package io.crmesh.customer.imports.batch;

/** The kinds of work that can be requested of an import, and the one that follows from the end of its retention period. */
public enum WorkKind {
    VALIDATION,
    RUN,
    REVERSAL,
    /** Its file and the reports of its rows are removed, since they can be needed no longer. */
    CLEARING
}
