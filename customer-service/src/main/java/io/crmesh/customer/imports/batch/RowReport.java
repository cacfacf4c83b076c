package io.crmesh.customer.imports.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.crmesh.customer.imports.mapping.RowWarning;
import io.crmesh.platform.accesslog.RecordId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value object: the result of one row of a file, and the reason if the row was refused.
 *
 * @param organization the id of the organization that the row is about, or whose person it is about
 * @param field what its cell should have filled; never what the file calls the column, which may be a person's name
 * @param warnings of cells without which the row was registered
 * @param possibleDuplicates ids of other customers who have the same address or number
 */
public record RowReport(
        long line,
        RowResult result,
        @RecordId @Nullable String customer,
        @JsonIgnore @Nullable String organization,
        long version,
        @Nullable String field,
        @Nullable String reason,
        List<RowWarning> warnings,
        List<String> possibleDuplicates) {

    @JsonIgnore
    public boolean isAboutOrganization() {
        return customer != null && customer.equals(organization);
    }

    public static RowReport invalid(long line, @Nullable String field, String reason) {
        return new RowReport(line, RowResult.INVALID, null, null, 0, field, reason, List.of(), List.of());
    }
}
