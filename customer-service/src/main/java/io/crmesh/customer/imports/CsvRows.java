package io.crmesh.customer.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file as they come. Where the file stops being CSV there is one last row that says so. */
final class CsvRows implements AutoCloseable {

    private static final int LONGEST_ROW = 1024 * 1024;

    /**
     * One row.
     *
     * @param line where it begins in the file, the header being line 1
     * @param cells nothing where the file cannot be read any further
     */
    record Row(long line, @Nullable List<String> cells) {}

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private long line;
    private boolean over;

    CsvRows(InputStream file, char separator) {
        this.reader = CsvReader.builder()
                .fieldSeparator(separator)
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .skipEmptyLines(true)
                .maxBufferSize(LONGEST_ROW)
                .ofCsvRecord(file, StandardCharsets.UTF_8);
        this.records = reader.iterator();
    }

    /** The next rows, at most so many; none at the end. */
    List<Row> next(int most) {
        var rows = new ArrayList<Row>();
        while (rows.size() < most && !over) {
            rows.addAll(one());
        }
        return rows;
    }

    private List<Row> one() {
        try {
            if (records.hasNext()) {
                var next = records.next();
                line = next.getStartingLineNumber();
                return List.of(new Row(line, next.getFields()));
            }
            over = true;
            return List.of();
        } catch (CsvParseException _) {
            over = true;
            return List.of(new Row(line + 1, null));
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
