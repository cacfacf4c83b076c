package io.crmesh.customer.imports;

import io.crmesh.customer.imports.ImportRows.Part;
import io.crmesh.customer.imports.ImportRunner.Patience;
import io.crmesh.customer.imports.ImportWork.Task;
import io.crmesh.customer.registry.Intake;
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

    private final ImportFiles files;
    private final ImportRows rows;
    private final ImportWork work;
    private final ImportOutcomes outcomes;
    private final Intake intake;

    ImportIntake(ImportFiles files, ImportRows rows, ImportWork work, ImportOutcomes outcomes, Intake intake) {
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
            work.done(task);
            return;
        }
        if (task.line() == 0 && !forgotten(task, batch, patience)) {
            return;
        }
        var stretch = blocks(task, batch, patience);
        switch (stretch.way()) {
            case TO_THE_END -> outcomes.end(task, "validated", (before, now) -> before.validate(stretch.counts(), now));
            case CANCELLED -> work.done(task);
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
        switch (batch.state()) {
            case UPLOADED -> work.done(task); // its mapping changed after this was asked: it has to be validated again
            case VALIDATED -> {
                if (work.cancelled(task)) {
                    work.done(task); // before it began
                } else {
                    go(task, outcomes.note(task, "started", ImportBatch::start), patience);
                }
            }
            case RUNNING -> go(task, batch, patience);
            case COMPLETED, COMPLETED_WITH_ERRORS, FAILED, REVERTED, PARTIALLY_REVERTED -> finish(task, batch);
        }
    }

    private void go(Task task, ImportBatch batch, Patience patience) throws InterruptedException {
        if (task.tries() > MOST_TRIES) {
            settle(task, "failed", (before, now) -> before.fail("STUCK", task.counts(), now));
            return;
        }
        var stretch = blocks(task, batch, patience);
        switch (stretch.way()) {
            case TO_THE_END -> settle(task, "completed", (before, now) -> before.complete(stretch.counts(), now));
            case CANCELLED -> settle(task, "failed", (before, now) -> before.fail("CANCELLED", stretch.counts(), now));
            case INTERRUPTED -> {}
        }
    }

    private void settle(Task task, String what, ImportOutcomes.Decision decision) {
        finish(task, outcomes.note(task, what, decision));
    }

    /** Nobody reads the file again: what can be taken back is known by its rows. */
    private void finish(Task task, ImportBatch batch) {
        files.forget(batch.file());
        outcomes.close(task, batch);
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
                if (work.cancelled(task)) {
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
