package io.crmesh.ticket;

/** How far a ticket is. */
public enum Stage {
    NEW
}
