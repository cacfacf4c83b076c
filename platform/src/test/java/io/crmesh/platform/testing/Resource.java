package io.crmesh.platform.testing;

import io.crmesh.contracts.Owner;
import io.crmesh.platform.list.RecordList;

/**
 * A kind of records about customers, as its contract tests need to know it.
 *
 * @param service the module: {@code ticket-service}
 * @param code the package of its classes
 * @param owner of its events
 * @param list its description; its name is the last step of the address
 * @param writer the role that adds such records to its own customers
 * @param body that adds one with all its fields, with {@code {customer}} for the customer's id and the word {@link #SECRET}
 *     in every personal field
 * @param customerParameter by which the list is narrowed to a customer
 */
public record Resource(
        String service,
        String code,
        Owner owner,
        RecordList<?> list,
        String writer,
        String body,
        String customerParameter) {

    public static final String SECRET = "Secretbird";

    /** A kind of records whose list has the parameter {@code customerId}. */
    public Resource(String service, String code, Owner owner, RecordList<?> list, String writer, String body) {
        this(service, code, owner, list, writer, body, "customerId");
    }

    String path() {
        return "/api/" + list.name();
    }

    String about(String customer) {
        return body.replace("{customer}", customer);
    }

    /** The question for the records of one customer. */
    String of(String customer) {
        return customerParameter + "=" + customer;
    }
}
