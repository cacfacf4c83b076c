package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.batch.Imports;
import io.crmesh.customer.imports.batch.WorkKind;
import io.crmesh.customer.imports.file.ImportFiles;
import io.crmesh.customer.imports.file.ImportRetention;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.timer.Due;
import io.crmesh.platform.timer.TimerTask;
import org.springframework.stereotype.Component;

/** Timer task: has an import cleared when its retention period ends. An import with work to do begins another period. */
@Component
class ImportExpiry implements TimerTask {

    private final Imports imports;
    private final ImportFiles files;
    private final ImportTasks tasks;
    private final ImportRetention retention;

    ImportExpiry(Imports imports, ImportFiles files, ImportTasks tasks, ImportRetention retention) {
        this.imports = imports;
        this.files = files;
        this.tasks = tasks;
        this.retention = retention;
    }

    @Override
    public String kind() {
        return ImportRetention.KIND;
    }

    @Override
    public void fire(Due due) {
        var file = due.payload();
        var id = ImportFiles.importOf(file);
        var found = imports.find(id, new AccessScope.All());
        if (found.isEmpty()) {
            files.destroy(file); // of an upload that failed
        } else if (!found.get().state().file().name().equals(file)) {
            files.delete(file); // of the same upload, which came twice at the same time
        } else if (found.get().state().asked() != null || tasks.of(id).isPresent()) {
            retention.begin(file);
        } else {
            tasks.add(id, WorkKind.CLEARING, "cleared");
        }
    }
}
