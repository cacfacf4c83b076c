package io.crmesh.customer.imports;

import io.crmesh.customer.imports.ImportRows.Part;
import io.crmesh.customer.imports.ImportRunner.Patience;
import io.crmesh.customer.imports.ImportWork.Task;
import org.springframework.stereotype.Component;

/**
 * Removes the file of an import, the key it is sealed by, and what became of its rows. It is said to be gone before any
 * of it is, so that nobody ever sees half of it or takes half of it back; the import itself and its counts stay.
 */
@Component
class ImportClearing {

    private final ImportRows rows;
    private final ImportFiles files;
    private final ImportWork work;

    ImportClearing(ImportRows rows, ImportFiles files, ImportWork work) {
        this.rows = rows;
        this.files = files;
        this.work = work;
    }

    void clear(Task task, ImportBatch batch, Patience patience) {
        rows.sayGone(batch.id());
        if (forget(task, batch, Part.JUDGED, patience) && forget(task, batch, Part.TAKEN, patience)) {
            files.destroy(batch.file());
            work.done(task);
        }
    }

    /** Whether all of them are gone, and nobody else was put to it meanwhile. */
    boolean forget(Task task, ImportBatch batch, Part part, Patience patience) {
        while (rows.forgetSome(batch.id(), part)) {
            if (!work.save(task, 0, task.counts()) || !patience.lasts()) {
                return false;
            }
        }
        return true;
    }
}
