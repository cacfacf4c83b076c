package io.crmesh.customer.registry.rows;

import io.crmesh.customer.registry.profile.CustomerFields;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one row of a file says about a customer.
 *
 * @param customerId our own id of the customer, as an export names it
 * @param company the name of the organization that the person works for
 * @param fields of which a kind that is not said means a person, or the kind of the customer who is known
 * @param named the fields of the profile that the row says something about; of the name also its parts, {@code name.legal}
 */
public record CustomerRow(
        @Nullable String customerId, @Nullable String company, CustomerFields fields, Set<String> named) {

    /** The system of the ids of a file for which none was named: many files may share it. */
    public static final String UNNAMED_SYSTEM = "import";

    public static CustomerRow of(CustomerFields fields, Set<String> named) {
        return new CustomerRow(null, null, fields, named);
    }
}
