package io.crmesh.ticket;

/** What a ticket is about. */
public enum TicketType {
    QUESTION,
    INCIDENT,
    COMPLAINT,
    REQUEST,
    AFTER_SALES,
    RETURN
}
