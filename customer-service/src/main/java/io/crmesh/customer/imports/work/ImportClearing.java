package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.ImportRows;
import io.crmesh.customer.imports.batch.ImportRows.Phase;
import io.crmesh.customer.imports.file.ImportFiles;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Clears an import whose retention period is over: removes its file, the key that encrypts the file, and the reports of
 * its rows. The rows are marked as gone before any is deleted, so that no reader sees, and no reversal reverts, half of
 * them. The import itself and its counts stay.
 */
@Component
class ImportClearing {

    private final ImportRows rows;
    private final ImportFiles files;
    private final ImportTasks tasks;

    ImportClearing(ImportRows rows, ImportFiles files, ImportTasks tasks) {
        this.rows = rows;
        this.files = files;
        this.tasks = tasks;
    }

    void clear(ImportTask task, ImportBatch batch, BooleanSupplier mayContinue) {
        rows.markGone(batch.id());
        if (delete(task, batch, Phase.VALIDATED, mayContinue) && delete(task, batch, Phase.IMPORTED, mayContinue)) {
            files.destroy(batch.file().name());
            tasks.done(task);
        }
    }

    /** Whether all reports are deleted and the task is still ours. */
    private boolean delete(ImportTask task, ImportBatch batch, Phase phase, BooleanSupplier mayContinue) {
        while (rows.deleteSome(batch.id(), phase)) {
            if (!tasks.save(task, 0, task.counts()) || !mayContinue.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }
}
