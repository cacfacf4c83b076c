package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.ImportRows;
import io.crmesh.customer.imports.batch.Imports;
import io.crmesh.customer.imports.batch.WorkKind;
import io.crmesh.platform.AccessScope;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Runs one task of an import, whichever kind of work it is. */
@Component
class ImportRunner {

    private final Imports imports;
    private final ImportProcessor processor;
    private final ImportReversal reversal;
    private final ImportClearing clearing;
    private final ImportOutcomes outcomes;
    private final ImportRows rows;

    ImportRunner(
            Imports imports,
            ImportProcessor processor,
            ImportReversal reversal,
            ImportClearing clearing,
            ImportOutcomes outcomes,
            ImportRows rows) {
        this.imports = imports;
        this.processor = processor;
        this.reversal = reversal;
        this.clearing = clearing;
        this.outcomes = outcomes;
        this.rows = rows;
    }

    /** Works until the task is done, may not continue, or was claimed by another process. */
    void work(ImportTask task, BooleanSupplier mayContinue) throws InterruptedException {
        var batch = imports.get(task.id(), new AccessScope.All()).state();
        if (isOver(task, batch)) {
            outcomes.close(task, batch);
        } else if (task.kind() != WorkKind.CLEARING && rows.areGone(task.id())) {
            outcomes.drop(task, "REMOVED"); // its retention period ended just as this was requested
        } else {
            run(task, batch, mayContinue);
        }
    }

    /** Whether the import no longer waits for the task, or is needed again although it was to be cleared. */
    private boolean isOver(ImportTask task, ImportBatch batch) {
        return task.kind() == WorkKind.CLEARING
                ? batch.asked() != null && !rows.areGone(task.id())
                : !batch.awaits(task.command());
    }

    private void run(ImportTask task, ImportBatch batch, BooleanSupplier mayContinue) throws InterruptedException {
        switch (task.kind()) {
            case VALIDATION -> processor.validate(task, batch, mayContinue);
            case RUN -> processor.run(task, batch, mayContinue);
            case REVERSAL -> reversal.revert(task, batch, mayContinue);
            case CLEARING -> clearing.clear(task, batch, mayContinue);
        }
    }
}
