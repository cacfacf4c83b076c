package io.crmesh.customer.registry.rows;

import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.Customer;
import io.crmesh.platform.store.AggregateType.Token;
import java.util.List;
import java.util.Optional;

/** Repository of the customers that a row may mean: those that are stored, or those that a dry run would have stored. */
interface RowCustomers {

    /**
     * The customer of this id.
     *
     * @throws io.crmesh.platform.Refusal.Gone if the customer was erased
     */
    Optional<Customer> byId(String id);

    Optional<Customer> byNumber(CrmNumber number);

    /** Customers who have one of these addresses or numbers, up to a limit. */
    List<Customer> sharing(List<Token> contacts);

    /** The ids of all customers who have one of these addresses or numbers, without a limit. */
    List<String> idsOfAllSharing(List<Token> contacts);

    /** Organizations of this folded name, up to a limit. */
    List<Customer> organizations(String folded);
}
