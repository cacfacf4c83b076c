package io.crmesh.customer.imports.mapping;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The order of day and month in the dates of a file, as some of its rows prove it. */
public final class DateColumns {

    /**
     * What some rows prove.
     *
     * @param order null if nothing proves it, or different rows prove both
     * @param isOpen whether there are dates that cannot be read until someone says their order
     */
    public record Proof(@Nullable DateOrder order, boolean isOpen) {}

    private DateColumns() {}

    public static Proof proof(List<String> columns, List<MappedColumn> mapping, List<List<String>> rows) {
        Set<DateOrder> proven = new HashSet<>();
        var open = false;
        for (var mapped : mapping) {
            if (holdsDates(mapped.field())) {
                var at = columns.indexOf(mapped.column());
                for (var row : rows) {
                    if (at < row.size() && Dates.needsOrder(row.get(at))) {
                        Dates.provenBy(row.get(at)).ifPresent(proven::add);
                        open = true;
                    }
                }
            }
        }
        return proven.size() == 1 ? new Proof(proven.iterator().next(), false) : new Proof(null, open);
    }

    private static boolean holdsDates(String field) {
        return field.equals("birthday") || field.endsWith("At");
    }
}
