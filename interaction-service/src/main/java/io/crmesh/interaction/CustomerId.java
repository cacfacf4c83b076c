package io.crmesh.interaction;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whom it is about. The customer's own record is elsewhere; here the id is all that is known. */
public record CustomerId(@JsonValue String value) {

    static final String FORM = "cus_[a-z0-9]{26}";
    static final String SAYS = "must be the id of a customer";
}
