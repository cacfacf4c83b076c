package io.crmesh.customer.imports.batch;

/**
 * Value object: how many rows of a file had which result.
 *
 * @param warnings rows of which a cell could not be used
 * @param possibleDuplicates rows that share an address or a number with another customer
 */
public record Counts(
        long rows,
        long created,
        long updated,
        long duplicates,
        long invalid,
        long reverted,
        long kept,
        long warnings,
        long possibleDuplicates) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public Counts with(RowReport row) {
        return new Counts(
                rows + 1,
                created + one(row.result() == RowResult.CREATED),
                updated + one(row.result() == RowResult.UPDATED),
                duplicates + one(row.result() == RowResult.DUPLICATE),
                invalid + one(row.result() == RowResult.INVALID),
                reverted,
                kept,
                warnings + one(!row.warnings().isEmpty()),
                possibleDuplicates + one(!row.possibleDuplicates().isEmpty()));
    }

    private static int one(boolean counted) {
        return counted ? 1 : 0;
    }

    public Counts afterReversal(long gone, long left) {
        return new Counts(rows, created, updated, duplicates, invalid, gone, left, warnings, possibleDuplicates);
    }
}
