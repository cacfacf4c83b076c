package io.crmesh.platform.fact;

/** How a fact came into the system. Only what happens now starts anything; the rest builds state. */
public enum Mode {
    /** It happens now. */
    LIVE,
    /** A record of today, taken over from another system. */
    IMPORT,
    /** The past. */
    BACKFILL
}
