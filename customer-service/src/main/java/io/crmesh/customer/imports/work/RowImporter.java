package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.RowReport;
import io.crmesh.customer.imports.batch.RowResult;
import io.crmesh.customer.imports.batch.WorkKind;
import io.crmesh.customer.imports.file.CsvRows;
import io.crmesh.customer.imports.file.CsvRows.Row;
import io.crmesh.customer.imports.file.RowFields;
import io.crmesh.customer.registry.rows.CustomerRow;
import io.crmesh.customer.registry.rows.RowRegistration;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.event.Actor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Imports rows, or only validates them, several at the same time. Rows about one customer are processed one after the
 * other in the order of the file, so that the last line wins.
 */
final class RowImporter {

    private static final int TRIES = 5;

    private final ImportBatch batch;
    private final RowRegistration registration;
    private final RowRegistration.DryRun dryRun;
    private final WorkKind kind;
    private final Map<String, Integer> columns = new HashMap<>();

    RowImporter(ImportBatch batch, RowRegistration registration, WorkKind kind) {
        this.batch = batch;
        this.registration = registration;
        this.dryRun = registration.dryRun();
        this.kind = kind;
        for (var mapped : batch.file().knownMapping()) {
            columns.put(mapped.field(), batch.file().knownColumns().indexOf(mapped.column()));
        }
    }

    List<RowReport> process(List<Row> rows) throws InterruptedException {
        var reports = new ArrayList<>(kind == WorkKind.VALIDATION ? validated(rows) : imported(rows));
        reports.sort(Comparator.comparingLong(RowReport::line));
        return reports;
    }

    private List<RowReport> imported(List<Row> rows) throws InterruptedException {
        return KeyedConcurrency.each(rows, this::customerKey, row -> report(row, this::imported));
    }

    private List<RowReport> validated(List<Row> rows) throws InterruptedException {
        return KeyedConcurrency.each(rows, this::customerKey, row -> report(row, this::validated));
    }

    /** The cell by which the row names its customer. */
    private Object customerKey(Row row) {
        var cells = cells(row);
        return cells.getOrDefault(
                "externalId", cells.getOrDefault("email", cells.getOrDefault("phone", "" + row.line())));
    }

    private Map<String, String> cells(Row row) {
        var cells = new HashMap<String, String>();
        var values = row.cells() == null ? List.<String>of() : row.cells();
        columns.forEach((field, column) -> {
            if (column < values.size() && !values.get(column).isBlank()) {
                cells.put(field, values.get(column));
            }
        });
        return cells;
    }

    private RowReport report(Row row, Function<Row, RowReport> step) {
        if (row.cells() == null) {
            return RowReport.invalid(
                    row.line(),
                    null,
                    "From here on the file cannot be read as CSV: a quote is not closed, or a row is longer than %d characters"
                            .formatted(CsvRows.LONGEST_ROW));
        }
        var width = batch.file().knownColumns().size();
        if (row.cells().size() != width) {
            return RowReport.invalid(
                    row.line(),
                    null,
                    "The row has %d columns, the header has %d"
                            .formatted(row.cells().size(), width));
        }
        try {
            return step.apply(row);
        } catch (Impossible refusal) {
            var error = refusal.errors().getFirst();
            return RowReport.invalid(row.line(), RowFields.column(error.field()), error.message());
        } catch (Gone _) {
            return RowReport.invalid(row.line(), "externalId", "names a customer who was erased");
        }
    }

    private RowReport validated(Row row) {
        var checked = dryRun.validate(customerRow(row));
        return new RowReport(row.line(), RowResult.valueOf(checked.result().name()), null, 0, null, null);
    }

    private CustomerRow customerRow(Row row) {
        var cells = cells(row);
        return CustomerRow.of(RowFields.read(cells, batch.origin().system()), RowFields.named(cells));
    }

    private RowReport imported(Row row) {
        var id = batch.id() + "/" + row.line();
        var actor = new Actor(Actor.Kind.IMPORT, batch.id());
        var command = new Command(id, id, null, actor, batch.origin().mode(), batch.id(), null);
        var said = customerRow(row);
        for (int attempt = 1; ; attempt++) {
            try {
                var registered = registration.register(command, said);
                var result = RowResult.valueOf(registered.result().name());
                return new RowReport(row.line(), result, registered.customer(), registered.version(), null, null);
            } catch (Busy busy) {
                if (attempt == TRIES) {
                    throw busy;
                }
            }
        }
    }
}
