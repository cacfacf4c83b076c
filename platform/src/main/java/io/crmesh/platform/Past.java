package io.crmesh.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Value object: the past that a reader asks for. <em>As of</em> an instant counts what had happened by then, whenever it
 * was recorded; <em>known at</em> an instant counts what was recorded by then. With both, it is what was known then about
 * the other instant.
 */
public record Past(@Nullable Instant asOf, @Nullable Instant knownAt) {

    /** No past: the present, with all that is known of it. */
    public static final Past NONE = new Past(null, null);

    /** The names of the query parameters. */
    public static final String AS_OF = "asOf";

    public static final String KNOWN_AT = "knownAt";

    public static Past asOf(Instant instant) {
        return new Past(instant, null);
    }

    public static Past knownAt(Instant instant) {
        return new Past(null, instant);
    }

    public boolean isPresent() {
        return equals(NONE);
    }
}
