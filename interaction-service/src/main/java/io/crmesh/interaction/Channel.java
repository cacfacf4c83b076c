package io.crmesh.interaction;

/** How customer and we spoke. */
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
