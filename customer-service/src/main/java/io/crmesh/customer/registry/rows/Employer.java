package io.crmesh.customer.registry.rows;

import io.crmesh.customer.registry.Customer;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.text.Texts;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Value object: the organization that a row's person works for.
 *
 * @param isNew whether it is still to be registered
 */
record Employer(String id, String name, boolean isNew) {

    /**
     * The organization that the row names; null if it names none. One by whose name the person works already stays, so that
     * two of the same name are not mistaken.
     *
     * @param idOfNew the id that an organization of a name gets, which is the same for all rows
     */
    static @Nullable Employer of(
            RowData row, @Nullable Customer known, RowCustomers customers, UnaryOperator<String> idOfNew) {
        var name = row.company();
        if (name == null || (known != null && known.kind() == Kind.ORGANIZATION)) {
            return null;
        }
        var folded = Texts.folded(name);
        var called = customers.organizations(folded);
        var current = known == null ? null : known.profile().organizationId();
        return called.stream()
                .filter(organization -> organization.id().equals(current))
                .findFirst()
                .or(() -> called.stream().findFirst())
                .map(organization -> new Employer(organization.id(), name, false))
                .orElseGet(() -> new Employer(idOfNew.apply(folded), name, true));
    }
}
