package io.crmesh.customer.imports.file;

import io.crmesh.customer.imports.mapping.Headings;
import io.crmesh.platform.Refusal.Impossible;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Value object: how a file is read as a table.
 *
 * @param separator of its columns
 * @param headerLine the line of the column names; what stands before it is no row
 */
public record FileFormat(String encoding, String separator, long headerLine) {

    /** Opens a file, any number of times, at its beginning. */
    public interface Opener {
        InputStream open();
    }

    private static final int SEARCHED = 20;
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
    private static final Map<String, String> SEPARATOR_NAMES =
            Map.of("comma", ",", "semicolon", ";", "tab", "\t", "\\t", "\t", "pipe", "|");
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=(.)\"?", Pattern.CASE_INSENSITIVE);
    private static final char NEVER = '\u0001';

    /** A line that may be the header. */
    private record Candidate(char separator, long line, int known, int width) {
        private boolean isBetterThan(Candidate other) {
            return known > other.known || (known == other.known && width > Math.max(1, other.width));
        }
    }

    /**
     * Finds out how a file is to be read, as far as that is not told.
     *
     * @param encoding null to detect it
     * @param separator null to detect it
     */
    static FileFormat of(Opener file, @Nullable String encoding, @Nullable String separator) {
        var read = encoding == null ? Encodings.detected(file.open()) : encoding;
        var told = toldIn(file, read);
        var separators = separator != null ? List.of(separator.charAt(0)) : told == null ? SEPARATORS : List.of(told);
        Candidate best = null;
        for (var one : separators) {
            var header = header(rows(file, read, one), one);
            if (best == null || header.isBetterThan(best)) {
                best = header;
            }
        }
        if (best == null) {
            throw new IllegalStateException("There is always a separator");
        }
        return new FileFormat(read, String.valueOf(best.separator()), best.line());
    }

    /** A separator by itself or by its name. */
    public static String separator(String field, String typed) {
        var named = SEPARATOR_NAMES.getOrDefault(typed.toLowerCase(Locale.ROOT), typed);
        if (named.length() != 1 || !SEPARATORS.contains(named.charAt(0))) {
            throw new Impossible(field, "must be comma, semicolon, tab or pipe");
        }
        return named;
    }

    /** The separator that a first line such as {@code sep=;} tells, as spreadsheets write and read it. */
    private static @Nullable Character toldIn(Opener file, String encoding) {
        for (var row : rows(file, encoding, NEVER)) {
            var told = row.cells() == null
                    ? null
                    : SEPARATOR_LINE.matcher(row.cells().getFirst().strip());
            return told != null && told.matches()
                    ? Character.valueOf(told.group(1).charAt(0))
                    : null;
        }
        return null;
    }

    /** The separator itself is gone where the line was taken for a row. */
    private static boolean isSeparatorLine(List<String> cells) {
        var line = String.join("", cells).strip();
        return line.equalsIgnoreCase("sep=") || SEPARATOR_LINE.matcher(line).matches();
    }

    private static List<CsvRows.Row> rows(Opener file, String encoding, char separator) {
        try (var rows = new CsvRows(file.open(), encoding, separator)) {
            return rows.next(SEARCHED);
        }
    }

    /** The first line with the most column names that are known; the first of all, if nothing after it is better. */
    private static Candidate header(List<CsvRows.Row> rows, char separator) {
        var candidates = new ArrayList<Candidate>();
        for (var row : rows) {
            if (row.cells() != null && !isSeparatorLine(row.cells())) {
                var known = (int) row.cells().stream()
                        .filter(cell -> Headings.field(cell).isPresent())
                        .count();
                candidates.add(
                        new Candidate(separator, row.line(), known, row.cells().size()));
            }
        }
        if (candidates.isEmpty()) {
            return new Candidate(separator, 1, 0, 0);
        }
        var first = candidates.getFirst();
        for (var other : candidates) {
            if (other.known() >= 2 && other.known() > first.known() && first.known() < 2) {
                return other;
            }
        }
        return first;
    }
}
