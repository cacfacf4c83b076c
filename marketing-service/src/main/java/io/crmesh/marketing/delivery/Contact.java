package io.crmesh.marketing.delivery;

/** What the owner of a customer's data answers when somebody wants to write to them. */
sealed interface Contact {

    /** They may be written to, at this address. */
    record Allowed(String address, String name, String language) implements Contact {}

    /** They may not. */
    record Refused(String reason) implements Contact {}

    /** The owner cannot be asked now. */
    record NoAnswer() implements Contact {}
}
