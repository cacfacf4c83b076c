package io.crmesh.marketing.automation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How often an automation may begin for one customer. */
public sealed interface Reentry {

    /** Once per customer, ever. */
    record Once() implements Reentry {}

    /** With each fact. */
    record EachFact() implements Reentry {}

    /** Not before this much time has passed since it began last. */
    record After(Duration pause) implements Reentry {}

    Pattern AFTER = Pattern.compile("AFTER\\((P[0-9A-Z.]{1,30})\\)");

    /** What people write; nothing said means once. */
    static Optional<Reentry> of(@Nullable String text) {
        if (text == null || text.equals("ONCE")) {
            return Optional.of(new Once());
        }
        if (text.equals("EACH_FACT")) {
            return Optional.of(new EachFact());
        }
        var after = AFTER.matcher(text);
        try {
            return after.matches() ? Optional.<Reentry>of(new After(Duration.parse(after.group(1)))) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Whether it may begin now, if it began last at that time. */
    default boolean admits(@Nullable Instant last, Instant now) {
        return switch (this) {
            case Once _ -> last == null;
            case EachFact _ -> true;
            case After(var pause) -> last == null || !now.isBefore(last.plus(pause));
        };
    }
}
