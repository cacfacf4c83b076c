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

    ImportRunner(Imports imports, ImportIntake intake, ImportReversal reversal, ImportClearing clearing) {
        this.imports = imports;
        this.intake = intake;
        this.reversal = reversal;
        this.clearing = clearing;
    }

    /** Whether to go on after a block. */
    interface Patience {
        boolean lasts();
    }

    /** Works until it is done, or patience ends, or the work is somebody else's. */
    void work(Task task, Patience patience) throws InterruptedException {
        var batch = imports.get(task.id(), new Scope.All()).state();
        switch (task.kind()) {
            case VALIDATION -> intake.validate(task, batch, patience);
            case RUN -> intake.run(task, batch, patience);
            case REVERSAL -> reversal.revert(task, batch, patience);
            case CLEARING -> clearing.clear(task, batch, patience);
        }
    }
}
