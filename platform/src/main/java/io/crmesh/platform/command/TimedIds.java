package io.crmesh.platform.command;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Generator of ids that sort by time (UUID version 7). */
public final class TimedIds {

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public TimedIds(Clock clock) {
        this.clock = clock;
    }

    String next() {
        var high = clock.millis() << 16 | 0x7000 | random.nextInt(0x1000);
        var low = random.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }
}
