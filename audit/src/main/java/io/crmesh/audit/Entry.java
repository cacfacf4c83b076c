package io.crmesh.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody did. It names records by their ids and requests by their patterns, so that nothing in it tells
 * anything about a person. Texts are cut to a sensible length, and what would break a line or a list is replaced.
 *
 * @param actor who, such as {@code USER:usr_1}
 * @param permission what it took, such as {@code customers:read}
 * @param what the method and the pattern of the address, never the address itself
 * @param records the ids of the records it was about, as far as they fit
 * @param count how many there were
 * @param outcome the status of the answer
 * @param trace the trace of the request
 */
public record Entry(
        Instant at,
        String actor,
        Action action,
        @Nullable String permission,
        String what,
        List<String> records,
        long count,
        int outcome,
        @Nullable String trace) {

    /** How many records an entry names at most. */
    public static final int MOST_RECORDS = 200;

    private static final int LONGEST = 200;
    private static final Pattern BREAKING = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]");
    private static final int LINES = 9;

    public Entry {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        actor = line(actor);
        permission = optional(permission);
        what = line(what);
        records = records.stream().limit(MOST_RECORDS).map(Entry::word).toList();
        trace = optional(trace);
    }

    private static String line(String text) {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return BREAKING.matcher(cut).replaceAll("?");
    }

    private static String word(String text) {
        return line(text).replace(' ', '?');
    }

    private static @Nullable String optional(@Nullable String text) {
        return text == null || text.isEmpty() ? null : line(text);
    }

    /** The one form in which it is hashed and spooled: nine lines. */
    String canonical() {
        return String.join(
                "\n",
                Long.toString(at.toEpochMilli()),
                actor,
                action.name(),
                permission == null ? "" : permission,
                what,
                String.join(" ", records),
                Long.toString(count),
                Integer.toString(outcome),
                trace == null ? "" : trace);
    }

    /** What a canonical form says; nothing if it is none. */
    static Optional<Entry> parse(String canonical) {
        var lines = canonical.split("\n", -1);
        if (lines.length != LINES) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Entry(
                    Instant.ofEpochMilli(Long.parseLong(lines[0])),
                    lines[1],
                    Action.valueOf(lines[2]),
                    lines[3],
                    lines[4],
                    lines[5].isEmpty() ? List.of() : List.of(lines[5].split(" ", -1)),
                    Long.parseLong(lines[6]),
                    Integer.parseInt(lines[7]),
                    lines[8]));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
