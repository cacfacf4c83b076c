package io.crmesh.customer.imports;

import io.crmesh.customer.imports.ImportWork.Task;
import io.crmesh.platform.Scope;
import org.springframework.stereotype.Component;

/** Does one piece of an import's work, whichever kind it is of. */
@Component
class ImportRunner {

    private final Imports imports;
    private final ImportIntake intake;
    private final ImportReversal reversal;
    private final ImportClearing clearing;
    private final ImportOutcomes outcomes;
    private final ImportRows rows;

    ImportRunner(
            Imports imports,
            ImportIntake intake,
            ImportReversal reversal,
            ImportClearing clearing,
            ImportOutcomes outcomes,
            ImportRows rows) {
        this.imports = imports;
        this.intake = intake;
        this.reversal = reversal;
        this.clearing = clearing;
        this.outcomes = outcomes;
        this.rows = rows;
    }

    /** Whether to go on after a block. */
    interface Patience {
        boolean lasts();
    }

    /** Works until it is done, or patience ends, or the work is somebody else's. */
    void work(Task task, Patience patience) throws InterruptedException {
        var batch = imports.get(task.id(), new Scope.All()).state();
        if (isOver(task, batch)) {
            outcomes.close(task, batch);
        } else if (task.kind() != ImportWork.Kind.CLEARING && rows.areGone(task.id())) {
            outcomes.drop(task, "REMOVED"); // its term ended just as this was asked
        } else {
            go(task, batch, patience);
        }
    }

    /** Whether nobody waits for it any more, or it was to be cleared and somebody needs it again. */
    private boolean isOver(Task task, ImportBatch batch) {
        return task.kind() == ImportWork.Kind.CLEARING
                ? batch.asked() != null && !rows.areGone(task.id())
                : !batch.awaits(task.command());
    }

    private void go(Task task, ImportBatch batch, Patience patience) throws InterruptedException {
        switch (task.kind()) {
            case VALIDATION -> intake.validate(task, batch, patience);
            case RUN -> intake.run(task, batch, patience);
            case REVERSAL -> reversal.revert(task, batch, patience);
            case CLEARING -> clearing.clear(task, batch, patience);
        }
    }
}
