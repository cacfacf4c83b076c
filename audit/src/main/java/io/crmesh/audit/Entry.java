package io.crmesh.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Value object: an entry of the audit trail. It names records by ids and requests by path patterns, so it contains no
 * personal data. Long texts are cut, and characters that would break a line or a list are replaced.
 *
 * @param actor the principal, such as {@code USER:usr_1}
 * @param permission the required permission, such as {@code customers:read}
 * @param what the method and the path pattern of the request, never the path itself
 * @param records the ids of the records, at most {@link #MOST_RECORDS}
 * @param count the number of records
 * @param outcome the HTTP status of the response
 * @param trace the trace id of the request
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

    /** The limit of record ids in an entry. */
    public static final int MOST_RECORDS = 200;

    private static final int MAX_LENGTH = 200;
    private static final Pattern LINE_BREAKING = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]");
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
        var cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        return LINE_BREAKING.matcher(cut).replaceAll("?");
    }

    private static String word(String text) {
        return line(text).replace(' ', '?');
    }

    private static @Nullable String optional(@Nullable String text) {
        return text == null || text.isEmpty() ? null : line(text);
    }

    /** Canonical form for the hash and the spool: nine lines. */
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

    /** Parses a canonical form; empty if it is invalid. */
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
