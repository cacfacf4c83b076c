package io.crmesh.interaction;

/** Channel of an interaction. */
public enum Channel {
    PHONE,
    EMAIL,
    IM,
    MEETING,
    SOCIAL,
    WEB,
    IN_PERSON,
    SMS,
    PUSH
}
