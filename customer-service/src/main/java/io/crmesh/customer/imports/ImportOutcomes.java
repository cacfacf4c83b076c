package io.crmesh.customer.imports;

import io.crmesh.customer.imports.ImportWork.Task;
import io.crmesh.platform.Command;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Mode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Writes down what came of the work at an import, once, however often the end of the work is reached. */
@Component
class ImportOutcomes {

    /** What happened, given the import and the time. */
    interface Decision {
        ImportEvent after(ImportBatch before, Instant now);
    }

    private final Imports imports;
    private final ImportFiles files;
    private final ImportWork work;
    private final ImportTerm term;
    private final Clock clock;

    ImportOutcomes(Imports imports, ImportFiles files, ImportWork work, ImportTerm term, Clock clock) {
        this.imports = imports;
        this.files = files;
        this.work = work;
        this.term = term;
        this.clock = clock;
    }

    /** The work goes on after this; nothing happened if nobody waits for it any more. */
    ImportBatch note(Task task, String what, Decision decision) {
        var command = Command.of(task.command() + "/" + what, Actor.system("imports"), Mode.LIVE);
        return imports.change(
                        task.id(),
                        command,
                        before -> before.awaits(task.command())
                                ? List.of(decision.after(before, clock.instant()))
                                : List.of())
                .state();
    }

    /** The work ends with this. */
    void end(Task task, String what, Decision decision) {
        close(task, note(task, what, decision));
    }

    /** The work cannot be done, and ends without an outcome. */
    void drop(Task task, String reason) {
        end(task, "dropped", (before, now) -> before.drop(task.kind(), reason, now));
    }

    /** The work is done, and from now on the import is kept for one term more. */
    void close(Task task, ImportBatch batch) {
        switch (batch.state()) {
            case UPLOADED, VALIDATED, RUNNING -> {}
            case COMPLETED, COMPLETED_WITH_ERRORS, FAILED, REVERTED, PARTIALLY_REVERTED ->
                files.forget(batch.file()); // nobody reads it again: what can be taken back is known by its rows
        }
        term.begin(batch.file());
        work.done(task);
    }
}
