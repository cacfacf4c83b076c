package io.crmesh.customer.imports;

import io.crmesh.customer.Intake;
import io.crmesh.customer.imports.ImportBatch.Mapped;
import io.crmesh.customer.imports.ImportBatch.State;
import io.crmesh.customer.imports.ImportEvent.ImportUploaded;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.fact.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What one can ask to be done about imports. What takes long is put on the list of work and done by the runner. */
@Service
class ImportDesk {

    private final Imports imports;
    private final ImportFiles files;
    private final ImportWork work;
    private final ImportDispatcher dispatcher;
    private final Clock clock;

    ImportDesk(Imports imports, ImportFiles files, ImportWork work, ImportDispatcher dispatcher, Clock clock) {
        this.imports = imports;
        this.files = files;
        this.work = work;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    Saved<ImportBatch> upload(Command command, Mode mode, @Nullable String system, InputStream file)
            throws IOException {
        var id = imports.idOf(command);
        var there = imports.find(id, new Scope.All());
        if (there.isPresent()) {
            return new Saved<>(there.get().state(), there.get().version(), true);
        }
        var bytes = files.keep(id, file);
        var columns = Columns.of(() -> files.open(id));
        var now = clock.instant();
        var batch = new ImportBatch(
                id,
                State.UPLOADED,
                mode,
                system,
                String.valueOf(columns.separator()),
                columns.names(),
                columns.proposed(),
                bytes,
                Counts.NONE,
                null,
                now);
        return imports.create(id, command, List.of(new ImportUploaded("CSV", bytes, batch, now)));
    }

    Saved<ImportBatch> map(String id, Command command, List<Mapped> mapping) {
        notBusy(id);
        return imports.change(id, command, batch -> {
            check(batch, mapping);
            return List.of(batch.map(mapping, clock.instant()));
        });
    }

    private static void check(ImportBatch batch, List<Mapped> mapping) {
        var fields = new HashSet<String>();
        for (int i = 0; i < mapping.size(); i++) {
            var mapped = mapping.get(i);
            if (!batch.columns().contains(mapped.column())) {
                throw new Impossible("columns[%d].column".formatted(i), "is no column of the file");
            }
            if (!Intake.knows(mapped.field())) {
                throw new Impossible("columns[%d].field".formatted(i), "is no field that a file can fill");
            }
            if (!fields.add(mapped.field())) {
                throw new Impossible("columns[%d].field".formatted(i), "is filled by another column already");
            }
        }
    }

    Versioned<ImportBatch> validate(String id, Command command, Scope scope) {
        var seen = expected(id, command, scope);
        seen.state().require("validated", State.UPLOADED, State.VALIDATED);
        return ask(seen, ImportWork.Kind.VALIDATION, command);
    }

    Versioned<ImportBatch> start(String id, Command command, Scope scope) {
        var seen = expected(id, command, scope);
        seen.state().require("started", State.VALIDATED);
        return ask(seen, ImportWork.Kind.RUN, command);
    }

    Versioned<ImportBatch> revert(String id, Command command, Scope scope) {
        var seen = expected(id, command, scope);
        seen.state().requireEnded();
        return ask(seen, ImportWork.Kind.REVERSAL, command);
    }

    /** Stops after the block that is under way; what came in by then stays until it is reverted. */
    Versioned<ImportBatch> cancel(String id, Command command, Scope scope) {
        var seen = imports.get(id, scope);
        if (work.of(id).filter(task -> task.kind() != ImportWork.Kind.REVERSAL).isEmpty()) {
            throw new RuleBroken(
                    "import-state", "An import that is " + seen.state().state() + " is not being worked on");
        }
        work.cancel(id);
        return seen;
    }

    private Versioned<ImportBatch> expected(String id, Command command, Scope scope) {
        var seen = imports.get(id, scope);
        if (command.expected() != null && command.expected() != seen.version()) {
            throw new StaleVersion(command.expected(), seen.version());
        }
        return seen;
    }

    private Versioned<ImportBatch> ask(Versioned<ImportBatch> seen, ImportWork.Kind kind, Command command) {
        work.ask(seen.state().id(), kind, command.id());
        dispatcher.ring();
        return seen;
    }

    private void notBusy(String id) {
        if (work.of(id).isPresent()) {
            throw new RuleBroken("import-busy", "This import is being worked on; wait for its end");
        }
    }
}
