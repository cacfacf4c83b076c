package io.crmesh.marketing.automation;

import io.crmesh.marketing.condition.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Value object: how often an automation may start for one customer. */
public sealed interface Reentry {

    /** Once per customer, ever. */
    record Once() implements Reentry {}

    /** With each event. */
    record EachEvent() implements Reentry {}

    /** Not before this much time has passed since its last start. */
    record After(Duration pause) implements Reentry {}

    Pattern AFTER = Pattern.compile("AFTER\\((P[0-9A-Z.]{1,30})\\)");

    /** Parses what people write; absent means once. */
    static Optional<Reentry> of(@Nullable String text) {
        if (text == null || text.equals("ONCE")) {
            return Optional.of(new Once());
        }
        if (text.equals("EACH_EVENT")) {
            return Optional.of(new EachEvent());
        }
        var after = AFTER.matcher(text);
        return after.matches() ? Values.duration(after.group(1)).map(After::new) : Optional.empty();
    }

    /** Whether it may start now, if it last started at that time. */
    default boolean admits(@Nullable Instant last, Instant now) {
        return switch (this) {
            case Once _ -> last == null;
            case EachEvent _ -> true;
            case After(var pause) -> last == null || !now.isBefore(last.plus(pause));
        };
    }
}
