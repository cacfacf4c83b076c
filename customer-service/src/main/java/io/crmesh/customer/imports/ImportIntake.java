package io.crmesh.customer.imports;

import io.crmesh.customer.imports.ImportBatch.State;
import io.crmesh.customer.imports.ImportRows.Part;
import io.crmesh.customer.imports.ImportRunner.Patience;
import io.crmesh.customer.imports.ImportWork.Task;
import io.crmesh.customer.registry.Intake;
import io.crmesh.platform.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Judges the rows of a file, or takes them in, block by block. Each block is finished before it is said to be; whoever
 * goes on after a kill does the unsaid block again, which changes nothing.
 */
@Component
class ImportIntake {

    private static final Logger log = LoggerFactory.getLogger(ImportIntake.class);
    private static final int BLOCK = 500;
    private static final int MOST_TRIES = 10;

    private final Imports imports;
    private final ImportFiles files;
    private final ImportRows rows;
    private final ImportWork work;
    private final ImportOutcomes outcomes;
    private final Intake intake;

    ImportIntake(
            Imports imports,
            ImportFiles files,
            ImportRows rows,
            ImportWork work,
            ImportOutcomes outcomes,
            Intake intake) {
        this.imports = imports;
        this.files = files;
        this.rows = rows;
        this.work = work;
        this.outcomes = outcomes;
        this.intake = intake;
    }

    private enum Way {
        TO_THE_END,
        CANCELLED,
        INTERRUPTED
    }

    /** How far one attempt came. */
    private record Stretch(Way way, Counts counts) {}

    void validate(Task task, ImportBatch batch, Patience patience) throws InterruptedException {
        if (task.tries() > MOST_TRIES) {
            log.warn("Import {} cannot be validated; it has to be asked for again", batch.id());
            outcomes.drop(task, "STUCK");
            return;
        }
        if (task.line() == 0 && !forgotten(task, batch, patience)) {
            return;
        }
        var stretch = blocks(task, batch, patience);
        switch (stretch.way()) {
            case TO_THE_END -> outcomes.end(task, "validated", (before, now) -> before.validate(stretch.counts(), now));
            case CANCELLED -> outcomes.close(task, batch);
            case INTERRUPTED -> {}
        }
    }

    /** What an earlier validation said goes, some rows at a time. */
    private boolean forgotten(Task task, ImportBatch batch, Patience patience) {
        while (rows.forgetSome(batch.id(), Part.JUDGED)) {
            if (!work.save(task, 0, Counts.NONE) || !patience.lasts()) {
                return false;
            }
        }
        return true;
    }

    void run(Task task, ImportBatch batch, Patience patience) throws InterruptedException {
        var begun = batch.state() == State.VALIDATED ? outcomes.note(task, "started", ImportBatch::start) : batch;
        if (begun.state() == State.RUNNING) {
            go(task, begun, patience);
        } else {
            outcomes.close(task, begun); // cancelled at the last moment
        }
    }

    private void go(Task task, ImportBatch batch, Patience patience) throws InterruptedException {
        if (task.tries() > MOST_TRIES) {
            outcomes.end(task, "failed", (before, now) -> before.fail("STUCK", task.counts(), now));
            return;
        }
        var stretch = blocks(task, batch, patience);
        switch (stretch.way()) {
            case TO_THE_END -> outcomes.end(task, "completed", (before, now) -> before.complete(stretch.counts(), now));
            case CANCELLED ->
                outcomes.end(task, "failed", (before, now) -> before.fail("CANCELLED", stretch.counts(), now));
            case INTERRUPTED -> {}
        }
    }

    private boolean isWanted(Task task) {
        return imports.get(task.id(), new Scope.All()).state().wants(task.command());
    }

    private Stretch blocks(Task task, ImportBatch batch, Patience patience) throws InterruptedException {
        var part = task.kind() == ImportWork.Kind.VALIDATION ? Part.JUDGED : Part.TAKEN;
        var taker = new RowTaker(batch, intake, task.kind());
        var counts = task.counts();
        try (var file = new CsvRows(files.open(batch.file()), batch.separator().charAt(0))) {
            var _ = file.next(1); // the header
            for (var block = file.next(BLOCK); !block.isEmpty(); block = file.next(BLOCK)) {
                var left =
                        block.stream().filter(row -> row.line() > task.line()).toList();
                if (left.isEmpty()) {
                    continue; // done before the last kill
                }
                if (!isWanted(task)) {
                    return new Stretch(Way.CANCELLED, counts);
                }
                var fates = taker.take(left);
                rows.add(batch.id(), part, fates);
                for (var fate : fates) {
                    counts = counts.with(fate.result());
                }
                if (!work.save(task, left.getLast().line(), counts) || !patience.lasts()) {
                    return new Stretch(Way.INTERRUPTED, counts);
                }
            }
        }
        return new Stretch(Way.TO_THE_END, counts);
    }
}
