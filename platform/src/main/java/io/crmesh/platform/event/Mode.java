package io.crmesh.platform.event;

/** How an event came into the system. Only LIVE events start automations and messages; the others build state. */
public enum Mode {
    /** It happens now. */
    LIVE,
    /** A record of today that an import took over from another system. */
    IMPORT,
    /** It happened in the past and is recorded now. */
    BACKFILL
}
