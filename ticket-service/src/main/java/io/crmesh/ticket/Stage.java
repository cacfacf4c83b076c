package io.crmesh.ticket;

/** Stage of a ticket. */
public enum Stage {
    NEW
}
