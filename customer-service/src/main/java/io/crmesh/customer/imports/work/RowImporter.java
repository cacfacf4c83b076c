package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.RowReport;
import io.crmesh.customer.imports.batch.RowResult;
import io.crmesh.customer.imports.batch.WorkKind;
import io.crmesh.customer.imports.file.CsvRows;
import io.crmesh.customer.imports.file.CsvRows.Row;
import io.crmesh.customer.imports.mapping.RowFields;
import io.crmesh.customer.imports.mapping.RowReader;
import io.crmesh.customer.imports.mapping.RowWarning;
import io.crmesh.customer.registry.rows.CustomerRow;
import io.crmesh.customer.registry.rows.RowRegistration;
import io.crmesh.customer.registry.rows.RowRegistration.RegisteredRow;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.event.Actor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Imports rows, or only validates them, several at the same time. Rows that may be about one customer are processed one
 * after the other in the order of the file, so that the last line wins.
 */
final class RowImporter {

    private static final int TRIES = 5;

    /** A row that can be read, and its fields. */
    private record ReadRow(long line, RowFields fields) {}

    private interface Registrar {
        RegisteredRow register(Command command, CustomerRow row);
    }

    private final ImportBatch batch;
    private final RowReader reader;
    private final Registrar registrar;

    RowImporter(ImportBatch batch, RowRegistration registration, WorkKind kind) {
        this.batch = batch;
        var file = batch.file();
        this.reader = new RowReader(
                file.knownColumns(),
                file.knownMapping(),
                file.settings(),
                batch.origin().system());
        this.registrar = kind == WorkKind.VALIDATION ? registration.dryRun()::validate : registration::register;
    }

    /**
     * The reports of the rows, in the order of the file.
     *
     * @param beforeNext takes the report of a row before the next row about the same customer is processed. A row that
     *     changes nothing leaves no trace of its own: done again, it would win over that next row
     */
    List<RowReport> process(List<Row> rows, Consumer<RowReport> beforeNext) throws InterruptedException {
        var reports = new ArrayList<RowReport>();
        var read = new ArrayList<ReadRow>();
        for (var row : rows) {
            var cells = row.cells();
            if (cells == null) {
                reports.add(unreadable(row));
            } else if (isAsWideAsTheHeader(cells)) {
                read.add(new ReadRow(row.line(), reader.read(cells)));
            } else {
                reports.add(RowReport.invalid(
                        row.line(),
                        null,
                        "The row has %d columns, the header has %d".formatted(cells.size(), width())));
            }
        }
        var groups = new RowGroups(read.stream().map(ReadRow::fields).toList());
        reports.addAll(KeyedConcurrency.each(read, row -> groups.groupOf(row.fields()), row -> {
            var report = report(row);
            if (groups.isShared(row.fields())) {
                beforeNext.accept(report);
            }
            return report;
        }));
        reports.sort(Comparator.comparingLong(RowReport::line));
        return reports;
    }

    private static RowReport unreadable(Row row) {
        return RowReport.invalid(
                row.line(),
                null,
                "From here on the file cannot be read as CSV: a quote is not closed, or a row is longer than %d characters"
                        .formatted(CsvRows.LONGEST_ROW));
    }

    /** Cells beyond the header's may be there as long as they are blank. */
    private boolean isAsWideAsTheHeader(List<String> cells) {
        return cells.size() >= width()
                && cells.subList(width(), cells.size()).stream().allMatch(String::isBlank);
    }

    private int width() {
        return batch.file().knownColumns().size();
    }

    /** Leaves out what is refused of the row, and refuses the row only if nothing can be left out any more. */
    private RowReport report(ReadRow row) {
        for (; ; ) {
            try {
                return registered(row);
            } catch (Impossible refusal) {
                var error = refusal.errors().getFirst();
                if (!row.fields().leaveOut(error)) {
                    return RowReport.invalid(
                            row.line(),
                            row.fields().fieldOf(error.field()),
                            row.fields().reasonOf(error));
                }
            } catch (Gone _) {
                return RowReport.invalid(row.line(), "externalId", "names a customer who was erased");
            }
        }
    }

    private RowReport registered(ReadRow row) {
        var fields = row.fields();
        var customer = new CustomerRow(
                fields.customerId().orElse(null), fields.company().orElse(null), fields.fields(), fields.named());
        var registered = registered(row.line(), customer);
        var warnings = Stream.concat(
                        fields.warnings().stream(),
                        registered.warnings().stream()
                                .map(warning -> new RowWarning(fields.fieldOf(warning.field()), warning.message())))
                .toList();
        return new RowReport(
                row.line(),
                RowResult.valueOf(registered.result().name()),
                registered.customer(),
                registered.organization(),
                registered.version(),
                null,
                null,
                warnings,
                registered.possibleDuplicates());
    }

    private RegisteredRow registered(long line, CustomerRow row) {
        var id = batch.id() + "/" + line;
        var actor = new Actor(Actor.Kind.IMPORT, batch.id());
        var command = new Command(id, id, null, actor, batch.origin().mode(), batch.id(), null);
        for (int attempt = 1; ; attempt++) {
            try {
                return registrar.register(command, row);
            } catch (Busy busy) {
                if (attempt == TRIES) {
                    throw busy;
                }
            }
        }
    }
}
