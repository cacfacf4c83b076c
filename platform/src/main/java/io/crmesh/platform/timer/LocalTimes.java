package io.crmesh.platform.timer;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Conversion of local times to instants, around changes of daylight saving time. */
public final class LocalTimes {

    private LocalTimes() {}

    /**
     * The instant of a local time. A time that is skipped, as clocks are put forward, is the first instant after the
     * gap; one that comes twice, as clocks are put back, is the earlier of the two.
     */
    public static Instant instant(LocalDateTime local, ZoneId zone) {
        var transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
