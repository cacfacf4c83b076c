package io.crmesh.platform.event;

/** The outcome of applying an event to a consumer. */
public enum Outcome {
    /** It took effect now. */
    APPLIED,
    /** It had taken effect before; nothing was decided now. */
    DUPLICATE,
    /** The event before it of the same aggregate is missing: it waits until that one was fetched from its owner. */
    GAP,
    /** It rests on an event of another aggregate that is missing: it waits until that one arrives or was fetched. */
    AHEAD;

    /** Whether its effect is there, from now or from before. */
    public boolean isEffective() {
        return switch (this) {
            case APPLIED, DUPLICATE -> true;
            case GAP, AHEAD -> false;
        };
    }
}
