package io.crmesh.customer.imports;

import io.crmesh.customer.imports.CsvRows.Row;
import io.crmesh.customer.imports.ImportRows.Fate;
import io.crmesh.customer.registry.Intake;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.fact.Actor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Takes rows in, or judges them, several side by side. Rows about one customer go one after the other in the order of
 * the file, so that the last word is the last line's.
 */
final class RowTaker {

    private static final int TRIES = 5;

    private final ImportBatch batch;
    private final Intake intake;
    private final boolean judgeOnly;
    private final Map<String, Integer> places = new HashMap<>();

    RowTaker(ImportBatch batch, Intake intake, ImportWork.Kind kind) {
        this.batch = batch;
        this.intake = intake;
        this.judgeOnly = kind == ImportWork.Kind.VALIDATION;
        for (var mapped : batch.knownMapping()) {
            places.put(mapped.field(), batch.knownColumns().indexOf(mapped.column()));
        }
    }

    List<Fate> take(List<Row> rows) throws InterruptedException {
        var fates =
                new ArrayList<>(judgeOnly ? judged(rows) : Lanes.each(rows, this::whom, row -> fate(row, this::taken)));
        fates.sort(Comparator.comparingLong(Fate::line));
        return fates;
    }

    /** By what the row says whom it is about. */
    private Object whom(Row row) {
        var cells = cells(row);
        return cells.getOrDefault(
                "externalId", cells.getOrDefault("email", cells.getOrDefault("phone", "" + row.line())));
    }

    private Map<String, String> cells(Row row) {
        var cells = new HashMap<String, String>();
        var values = row.cells() == null ? List.<String>of() : row.cells();
        places.forEach((field, place) -> {
            if (place < values.size() && !values.get(place).isBlank()) {
                cells.put(field, values.get(place));
            }
        });
        return cells;
    }

    /** Nothing changes meanwhile, so one look serves them all. */
    private List<Fate> judged(List<Row> rows) throws InterruptedException {
        var known = intake.known(rows.stream().map(this::cells).toList(), batch.system());
        return Lanes.each(rows, this::whom, row -> fate(row, one -> judged(one, known)));
    }

    private Fate fate(Row row, Function<Row, Fate> making) {
        if (row.cells() == null) {
            return Fate.invalid(
                    row.line(),
                    null,
                    "From here on the file cannot be read as CSV: a quote is not closed, or a row is longer than %d characters"
                            .formatted(CsvRows.LONGEST_ROW));
        }
        var columns = batch.knownColumns().size();
        if (row.cells().size() != columns) {
            return Fate.invalid(
                    row.line(),
                    null,
                    "The row has %d columns, the header has %d"
                            .formatted(row.cells().size(), columns));
        }
        try {
            return making.apply(row);
        } catch (Impossible refusal) {
            var error = refusal.errors().getFirst();
            return Fate.invalid(row.line(), error.field(), error.message());
        } catch (Gone _) {
            return Fate.invalid(row.line(), "externalId", "names a customer who was erased");
        }
    }

    private Fate judged(Row row, Intake.Known known) {
        var result = intake.judge(cells(row), batch.system(), known);
        return new Fate(row.line(), RowResult.valueOf(result.name()), null, 0, null, null);
    }

    private Fate taken(Row row) {
        var id = batch.id() + "/" + row.line();
        var actor = new Actor(Actor.Kind.IMPORT, batch.id());
        var command = new Command(id, id, null, actor, batch.mode(), batch.id(), null);
        for (int attempt = 1; ; attempt++) {
            try {
                var taken = intake.take(command, cells(row), batch.system());
                var result = RowResult.valueOf(taken.result().name());
                return new Fate(row.line(), result, taken.customer(), taken.version(), null, null);
            } catch (Busy busy) {
                if (attempt == TRIES) {
                    throw busy;
                }
            }
        }
    }
}
