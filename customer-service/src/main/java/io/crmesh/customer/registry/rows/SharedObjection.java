package io.crmesh.customer.registry.rows;

import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.registry.Customer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Policy: who says no by an address says it for the address, so that counts for each customer who has it, however many they
 * are. A row with our own id or number speaks of one customer alone.
 *
 * @param customer the id of one of the others who have the address
 */
record SharedObjection(String customer, List<GivenConsent> given) {

    /** The objections of a row for others than its own customer. */
    static List<SharedObjection> of(RowData row, RowMatch match, String ownCustomer, RowCustomers customers) {
        var found = new LinkedHashMap<String, SharedObjection>();
        for (var given : row.consents()) {
            var contacts = RowMatch.contacts(given.channel(), row);
            if (match.by() == RowMatch.By.OWN_ID || !given.state().isObjection() || contacts.isEmpty()) {
                continue;
            }
            for (var customer : customers.idsOfAllSharing(contacts)) {
                if (!customer.equals(ownCustomer)) {
                    found.computeIfAbsent(customer, _ -> new SharedObjection(customer, new ArrayList<>()))
                            .given()
                            .add(given);
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** What follows for the customer as they are now. */
    RowChange.Effects at(Customer known, Instant now) {
        return RowChange.objecting(known, given, now);
    }
}
