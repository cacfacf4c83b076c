package io.crmesh.platform.fact;

/** What became of a fact. */
public enum Outcome {
    /** It took effect now. */
    APPLIED,
    /** It had taken effect before; nothing was decided. */
    DUPLICATE,
    /** The fact before it of the same aggregate is missing: it is held until that one was fetched from its owner. */
    GAP
}
