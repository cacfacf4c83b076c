package io.crmesh.interaction;

/** Direction of an interaction, as we see it. */
public enum Direction {
    INBOUND,
    OUTBOUND
}
