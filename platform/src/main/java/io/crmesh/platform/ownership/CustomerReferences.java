package io.crmesh.platform.ownership;

import java.util.Set;

/**
 * Port: which customer a reference means. Everything that names a customer asks here, so that merging customers touches
 * one place. Without merged customers each id means itself.
 */
public interface CustomerReferences {

    CustomerReferences IDENTITY = new CustomerReferences() {};

    /** The customer that this id means today: the survivor, if its own record was merged away. */
    default String current(String id) {
        return id;
    }

    /** All ids under which records may refer to the customer that this id means. */
    default Set<String> all(String id) {
        return Set.of(id);
    }
}
