package io.crmesh.ticket;

import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a ticket; people name a ticket by its number. */
public record TicketId(@JsonValue String value) {}
