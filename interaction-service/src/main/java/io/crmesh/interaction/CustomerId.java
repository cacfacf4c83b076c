package io.crmesh.interaction;

import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a customer, whose record belongs to customer-service. */
public record CustomerId(@JsonValue String value) {

    static final String FORM = "cus_[a-z0-9]{26}";
    static final String SAYS = "must be the id of a customer";
}
