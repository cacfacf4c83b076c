package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.batch.Counts;
import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.ImportBatch.State;
import io.crmesh.customer.imports.batch.ImportRows;
import io.crmesh.customer.imports.batch.ImportRows.Phase;
import io.crmesh.customer.imports.batch.Imports;
import io.crmesh.customer.imports.batch.RowReport;
import io.crmesh.customer.imports.batch.WorkKind;
import io.crmesh.customer.imports.file.CsvRows;
import io.crmesh.customer.imports.file.ImportFiles;
import io.crmesh.customer.registry.rows.RowRegistration;
import io.crmesh.platform.AccessScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Validates the rows of a file, or imports them, block by block. A block is finished before its progress is saved; the
 * process that goes on after a killed one does the rows of the last block again that have no report yet, which changes
 * nothing.
 */
@Component
class ImportProcessor {

    private static final Logger log = LoggerFactory.getLogger(ImportProcessor.class);
    private static final int BLOCK = 500;
    private static final int MOST_TRIES = 10;

    private final Imports imports;
    private final ImportFiles files;
    private final ImportRows rows;
    private final ImportTasks tasks;
    private final ImportOutcomes outcomes;
    private final RowRegistration registration;

    ImportProcessor(
            Imports imports,
            ImportFiles files,
            ImportRows rows,
            ImportTasks tasks,
            ImportOutcomes outcomes,
            RowRegistration registration) {
        this.imports = imports;
        this.files = files;
        this.rows = rows;
        this.tasks = tasks;
        this.outcomes = outcomes;
        this.registration = registration;
    }

    private enum End {
        END_OF_FILE,
        CANCELLED,
        INTERRUPTED
    }

    /** How far one attempt came. */
    private record Attempt(End end, Counts counts) {}

    void validate(ImportTask task, ImportBatch batch, BooleanSupplier mayContinue) throws InterruptedException {
        if (task.tries() > MOST_TRIES) {
            log.warn("Import {} cannot be validated; the validation has to be requested again", batch.id());
            outcomes.drop(task, "STUCK");
            return;
        }
        if (task.line() == 0 && !isEmptied(task, batch, mayContinue)) {
            return;
        }
        var attempt = blocks(task, batch, mayContinue);
        switch (attempt.end()) {
            case END_OF_FILE ->
                outcomes.end(task, "validated", (before, now) -> before.validate(attempt.counts(), now));
            case CANCELLED -> outcomes.close(task, batch);
            case INTERRUPTED -> {}
        }
    }

    /** Deletes the reports of an earlier validation, some rows at a time. */
    private boolean isEmptied(ImportTask task, ImportBatch batch, BooleanSupplier mayContinue) {
        while (rows.deleteSome(batch.id(), Phase.VALIDATED)) {
            if (!tasks.save(task, 0, Counts.NONE) || !mayContinue.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    void run(ImportTask task, ImportBatch batch, BooleanSupplier mayContinue) throws InterruptedException {
        var begun = batch.state() == State.VALIDATED ? outcomes.record(task, "started", ImportBatch::start) : batch;
        if (begun.state() == State.RUNNING) {
            runBlocks(task, begun, mayContinue);
        } else {
            outcomes.close(task, begun); // cancelled just before it began
        }
    }

    private void runBlocks(ImportTask task, ImportBatch batch, BooleanSupplier mayContinue)
            throws InterruptedException {
        if (task.tries() > MOST_TRIES) {
            outcomes.end(task, "failed", (before, now) -> before.fail("STUCK", task.counts(), now));
            return;
        }
        var attempt = blocks(task, batch, mayContinue);
        switch (attempt.end()) {
            case END_OF_FILE ->
                outcomes.end(task, "completed", (before, now) -> before.complete(attempt.counts(), now));
            case CANCELLED ->
                outcomes.end(task, "failed", (before, now) -> before.fail("CANCELLED", attempt.counts(), now));
            case INTERRUPTED -> {}
        }
    }

    private boolean isWanted(ImportTask task) {
        return imports.get(task.id(), new AccessScope.All()).state().wants(task.command());
    }

    /** The reports of a block, of which a killed process may have stored some. */
    private List<RowReport> reports(RowImporter importer, List<CsvRows.Row> block, ImportTask task)
            throws InterruptedException {
        if (task.kind() == WorkKind.VALIDATION) {
            var reports = importer.process(block, _ -> {});
            rows.add(task.id(), Phase.VALIDATED, reports);
            return reports;
        }
        var reports = new ArrayList<>(rows.importedWithin(
                task.id(), block.getFirst().line(), block.getLast().line()));
        var reported = reports.stream().map(RowReport::line).collect(Collectors.toSet());
        var left = block.stream().filter(row -> !reported.contains(row.line())).toList();
        var added = importer.process(left, report -> rows.add(task.id(), Phase.IMPORTED, List.of(report)));
        if (!added.isEmpty()) {
            rows.add(task.id(), Phase.IMPORTED, added);
        }
        reports.addAll(added);
        return reports;
    }

    private Attempt blocks(ImportTask task, ImportBatch batch, BooleanSupplier mayContinue)
            throws InterruptedException {
        var importer = new RowImporter(batch, registration, task.kind());
        var counts = task.counts();
        var format = batch.file().format();
        try (var file = new CsvRows(
                files.open(batch.file().name()),
                format.encoding(),
                format.separator().charAt(0))) {
            file.skipThrough(format.headerLine());
            for (var block = file.next(BLOCK); !block.isEmpty(); block = file.next(BLOCK)) {
                var done =
                        block.stream().filter(row -> row.line() <= task.line()).toList();
                if (!done.isEmpty() && task.kind() == WorkKind.VALIDATION) {
                    var _ = importer.process(done, _ -> {}); // the rows after it may be about the same customers
                    tasks.renew(task);
                }
                var left =
                        block.stream().filter(row -> row.line() > task.line()).toList();
                if (left.isEmpty()) {
                    continue; // done before the process was killed
                }
                if (!isWanted(task)) {
                    return new Attempt(End.CANCELLED, counts);
                }
                var reports = reports(importer, left, task);
                for (var report : reports) {
                    counts = counts.with(report);
                }
                if (!tasks.save(task, left.getLast().line(), counts) || !mayContinue.getAsBoolean()) {
                    return new Attempt(End.INTERRUPTED, counts);
                }
            }
        }
        return new Attempt(End.END_OF_FILE, counts);
    }
}
