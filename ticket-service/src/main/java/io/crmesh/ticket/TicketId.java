package io.crmesh.ticket;

import com.fasterxml.jackson.annotation.JsonValue;

/** The id of a ticket; people call it by its number. */
public record TicketId(@JsonValue String value) {}
