package io.crmesh.customer.imports;

import io.crmesh.platform.Scope;
import io.crmesh.platform.timer.Due;
import io.crmesh.platform.timer.TimerTask;
import org.springframework.stereotype.Component;

/** Has an import cleared whose term is over. One that is being worked on begins another term. */
@Component
class ImportExpiry implements TimerTask {

    private final Imports imports;
    private final ImportFiles files;
    private final ImportWork work;
    private final ImportTerm term;

    ImportExpiry(Imports imports, ImportFiles files, ImportWork work, ImportTerm term) {
        this.imports = imports;
        this.files = files;
        this.work = work;
        this.term = term;
    }

    @Override
    public String kind() {
        return ImportTerm.KIND;
    }

    @Override
    public void fire(Due due) {
        var file = due.payload();
        var id = ImportFiles.importOf(file);
        var found = imports.find(id, new Scope.All());
        if (found.isEmpty()) {
            files.destroy(file); // of an upload that came to nothing
        } else if (!found.get().state().file().equals(file)) {
            files.forget(file); // of the same upload, which came twice at once
        } else if (found.get().state().asked() != null || work.of(id).isPresent()) {
            term.begin(file);
        } else {
            work.list(id, ImportWork.Kind.CLEARING, "cleared");
        }
    }
}
