package io.crmesh.platform.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.http.HttpHeaders.CONTENT_DISPOSITION;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.crmesh.platform.accesslog.AccessLog;
import io.crmesh.platform.auth.CallerAuthentication;
import io.crmesh.platform.list.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Any list as a file for spreadsheets (RFC 4180), written while it is read. */
public final class CsvExport {

    private static final MediaType CSV = new MediaType("text", "csv", UTF_8);

    /** Without it, Excel takes the letters of all languages but English for others. */
    private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(UTF_8);

    /** A spreadsheet may take semicolons and tabs for the ends of cells. */
    private static final QuoteStrategy SEPARATORS = new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int cell, String value) {
            return value.indexOf(';') >= 0 || value.indexOf('\t') >= 0 || !value.equals(value.strip());
        }
    };

    private CsvExport() {}

    /**
     * The rows as a file of this name, with the columns that its receiver may see; they are asked for when the caller
     * begins to receive.
     */
    public static <T> ResponseEntity<StreamingResponseBody> answer(
            String filename, List<Column<T>> columns, Supplier<Stream<T>> rows) {
        var attachment =
                ContentDisposition.attachment().filename(filename, UTF_8).build();
        var caller = CallerAuthentication.caller(); // who is known here, and not where the file is written
        var shown = columns.stream().filter(column -> column.isFor(caller)).toList();
        var export = AccessLog.export();
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(CONTENT_DISPOSITION, attachment.toString())
                .body(out -> {
                    var sent = new AtomicLong();
                    try {
                        write(out, shown, () -> rows.get().peek(_ -> sent.incrementAndGet()));
                    } finally {
                        export.ended(sent.get());
                    }
                });
    }

    /** The writer is closed only at the end: closing flushes, and a file that broke off must not be sent as a whole. */
    static <T> void write(OutputStream out, List<Column<T>> columns, Supplier<Stream<T>> rows) throws IOException {
        var csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(SEPARATORS)
                .build(out, UTF_8);
        try (var all = rows.get()) {
            out.write(BYTE_ORDER_MARK);
            csv.writeRecord(columns.stream().map(Column::name).toList());
            all.forEach(row -> csv.writeRecord(columns.stream()
                    .map(column -> cell(column.value().apply(row)))
                    .toList()));
            csv.close();
        } catch (UncheckedIOException hungUp) {
            throw hungUp.getCause();
        }
    }

    private static String cell(@Nullable Object value) {
        return value == null ? "" : SpreadsheetText.written(value.toString());
    }
}
