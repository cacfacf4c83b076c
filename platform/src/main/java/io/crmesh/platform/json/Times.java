package io.crmesh.platform.json;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parser of times within 1970 to 2200. Outside of this span arithmetic on times overflows sooner or later. */
public final class Times {

    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private Times() {}

    /**
     * The time of an RFC 3339 text in milliseconds, as they are stored; empty if the text is malformed or out of the
     * span.
     */
    public static Optional<Instant> parse(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text).truncatedTo(ChronoUnit.MILLIS))
                    .filter(Times::sensible);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static boolean sensible(Instant instant) {
        return !instant.isBefore(FIRST) && instant.isBefore(LAST);
    }
}
