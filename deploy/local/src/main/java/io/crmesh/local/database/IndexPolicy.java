package io.crmesh.local.database;

/**
 * Policy for queries that a real MongoDB could answer only by a scan or by a sort in memory. It exempts commands with the
 * comment {@code test}: in {@code find(…).comment("test")} a test looks for what the product never asks for.
 */
public enum IndexPolicy {
    /** It answers, and does not look: for those who use the product. */
    IGNORING,
    /** It answers, and {@link EmbeddedDatabase#unservedQueries} lists the query. */
    RECORDING,
    /**
     * It refuses collection scans and blocking sorts, as a server with {@code notablescan} does, and lists them, too. Scans
     * of a whole index are only listed.
     */
    STRICT;

    /** What the system property {@code crm.database.strict} says, if it is set. */
    static IndexPolicy configured(IndexPolicy otherwise) {
        var strict = System.getProperty("crm.database.strict");
        if (strict == null) {
            return otherwise;
        }
        return Boolean.parseBoolean(strict) ? STRICT : RECORDING;
    }
}
