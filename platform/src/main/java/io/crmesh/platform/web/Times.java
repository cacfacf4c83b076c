package io.crmesh.platform.web;

import java.time.Instant;

/** The span in which anything that concerns us happens. Outside of it arithmetic on times overflows sooner or later. */
public final class Times {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private Times() {}

    public static boolean sensible(Instant instant) {
        return !instant.isBefore(FIRST) && instant.isBefore(LAST);
    }
}
