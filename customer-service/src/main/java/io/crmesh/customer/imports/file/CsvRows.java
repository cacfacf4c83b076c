package io.crmesh.customer.imports.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reader of the rows of a CSV file, without those that are blank. Where the file stops being CSV, one last row without cells says so. */
public final class CsvRows implements AutoCloseable {

    public static final int LONGEST_ROW = 1024 * 1024;

    /** So that a block of long rows takes no more memory than one row may. */
    private static final int MOST_AT_ONCE = LONGEST_ROW;

    /**
     * One row.
     *
     * @param line where it begins in the file, the header being line 1; the earliest possible line of what cannot be read
     * @param cells null where the file cannot be read any further
     */
    public record Row(long line, @Nullable List<String> cells) {
        private int length() {
            return cells == null ? 0 : cells.stream().mapToInt(String::length).sum();
        }

        /** A line break within a cell belongs to the row as well. */
        private long lines() {
            return cells == null
                    ? 0
                    : 1
                            + cells.stream()
                                    .flatMapToInt(String::chars)
                                    .filter(c -> c == '\n')
                                    .count();
        }
    }

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private long after = 1;
    private boolean over;

    public CsvRows(InputStream file, String encoding, char separator) {
        this.reader = CsvReader.builder()
                .fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .skipEmptyLines(true)
                .maxBufferSize(LONGEST_ROW)
                .ofCsvRecord(Encodings.reader(file, encoding));
        this.records = reader.iterator();
    }

    /** Leaves out the rows up to this line. */
    public void skipThrough(long line) {
        for (var rows = next(1); !rows.isEmpty() && rows.getFirst().line() < line; ) {
            rows = next(1);
        }
    }

    /** The next rows, at most so many, fewer if they are long; none at the end of the file. */
    public List<Row> next(int most) {
        var rows = new ArrayList<Row>();
        for (int length = 0; rows.size() < most && length < MOST_AT_ONCE && !over; ) {
            for (var row : one()) {
                rows.add(row);
                length += row.length();
            }
        }
        return rows;
    }

    /** Spreadsheets leave rows of nothing but separators. */
    private static boolean isBlank(Row row) {
        return row.cells() != null && row.cells().stream().allMatch(String::isBlank);
    }

    /** Systems end the lines within a cell in three ways. */
    private static String withPlainLines(String cell) {
        return cell.indexOf('\r') < 0 ? cell : cell.replace("\r\n", "\n").replace('\r', '\n');
    }

    private List<Row> one() {
        try {
            if (records.hasNext()) {
                var next = records.next();
                var row = new Row(
                        next.getStartingLineNumber(),
                        next.getFields().stream().map(CsvRows::withPlainLines).toList());
                after = row.line() + row.lines();
                return isBlank(row) ? List.of() : List.of(row);
            }
            over = true;
            return List.of();
        } catch (CsvParseException _) {
            over = true;
            return List.of(new Row(after, null));
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
