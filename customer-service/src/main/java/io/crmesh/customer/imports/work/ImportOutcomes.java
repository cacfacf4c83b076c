package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.ImportEvent;
import io.crmesh.customer.imports.batch.Imports;
import io.crmesh.customer.imports.file.ImportFiles;
import io.crmesh.customer.imports.file.ImportRetention;
import io.crmesh.platform.Command;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Records the outcome of a task as an event of its import, once, however often the end of the task is reached. */
@Component
class ImportOutcomes {

    /** Decides which event the outcome is, given the import and the time. */
    interface Decision {
        ImportEvent decide(ImportBatch before, Instant now);
    }

    private final Imports imports;
    private final ImportFiles files;
    private final ImportTasks tasks;
    private final ImportRetention retention;
    private final Clock clock;

    ImportOutcomes(Imports imports, ImportFiles files, ImportTasks tasks, ImportRetention retention, Clock clock) {
        this.imports = imports;
        this.files = files;
        this.tasks = tasks;
        this.retention = retention;
        this.clock = clock;
    }

    /** Records an event after which the work goes on; records nothing if the import no longer waits for the task. */
    ImportBatch record(ImportTask task, String what, Decision decision) {
        var command = Command.of(task.command() + "/" + what, Actor.system("imports"), Mode.LIVE);
        return imports.change(
                        task.id(),
                        command,
                        before -> before.awaits(task.command())
                                ? List.of(decision.decide(before, clock.instant()))
                                : List.of())
                .state();
    }

    /** Records the event with which the work ends. */
    void end(ImportTask task, String what, Decision decision) {
        close(task, record(task, what, decision));
    }

    /** Ends work that cannot be done. */
    void drop(ImportTask task, String reason) {
        end(task, "dropped", (before, now) -> before.drop(task.kind(), reason, now));
    }

    /** Ends the task; from now on the import is retained for another period. */
    void close(ImportTask task, ImportBatch batch) {
        switch (batch.state()) {
            case UPLOADED, VALIDATED, RUNNING -> {}
            case COMPLETED, COMPLETED_WITH_ERRORS, FAILED, REVERTED, PARTIALLY_REVERTED ->
                files.delete(batch.file().name()); // not read again: the reports of its rows tell what can be reverted
        }
        retention.begin(batch.file().name());
        tasks.done(task);
    }
}
