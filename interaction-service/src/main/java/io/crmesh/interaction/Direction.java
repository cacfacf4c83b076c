package io.crmesh.interaction;

/** Who began, seen from us. */
public enum Direction {
    INBOUND,
    OUTBOUND
}
