package io.crmesh.customer.imports.mapping;

import org.jspecify.annotations.Nullable;

/**
 * Value object: how the cells of a file are read.
 *
 * @param defaultRegion the country in whose format telephone numbers are written, where no address names one
 * @param dateOrder null if the file has no date of which day and month can be mistaken, or nothing tells them apart
 * @param zone of times that say none
 */
public record RowSettings(
        @Nullable String defaultRegion, @Nullable DateOrder dateOrder, String zone) {

    public static final String UTC = "UTC";
}
