package io.crmesh.marketing.contact;

/** Answer of customer-service to the question whether and where a customer may be written to. */
public sealed interface Contact {

    /** The customer may be written to, at this address. */
    record Allowed(String address, String name, String language) implements Contact {}

    /** The customer may not be written to. */
    record Refused(String reason) implements Contact {}

    /** Customer-service cannot be asked now. */
    record NoAnswer() implements Contact {}
}
