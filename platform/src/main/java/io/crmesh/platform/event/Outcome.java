package io.crmesh.platform.event;

/** The outcome of applying an event to a consumer. */
public enum Outcome {
    /** It took effect now. */
    APPLIED,
    /** It had taken effect before; nothing was decided now. */
    DUPLICATE,
    /** The event before it of the same aggregate is missing: it waits until that one was fetched from its owner. */
    GAP
}
