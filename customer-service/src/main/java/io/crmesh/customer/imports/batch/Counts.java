package io.crmesh.customer.imports.batch;

/** Value object: how many rows of a file had which result. */
public record Counts(long rows, long created, long updated, long duplicates, long invalid, long reverted, long kept) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    public Counts with(RowResult result) {
        return switch (result) {
            case CREATED -> new Counts(rows + 1, created + 1, updated, duplicates, invalid, reverted, kept);
            case UPDATED -> new Counts(rows + 1, created, updated + 1, duplicates, invalid, reverted, kept);
            case DUPLICATE -> new Counts(rows + 1, created, updated, duplicates + 1, invalid, reverted, kept);
            case INVALID -> new Counts(rows + 1, created, updated, duplicates, invalid + 1, reverted, kept);
            case KEPT -> new Counts(rows, created, updated, duplicates, invalid, reverted, kept + 1);
        };
    }

    public Counts afterReversal(long gone, long left) {
        return new Counts(rows, created, updated, duplicates, invalid, gone, left);
    }
}
