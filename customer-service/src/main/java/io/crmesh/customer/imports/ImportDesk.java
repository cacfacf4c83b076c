package io.crmesh.customer.imports;

import io.crmesh.customer.imports.ImportBatch.Mapped;
import io.crmesh.customer.imports.ImportBatch.State;
import io.crmesh.customer.imports.ImportConfiguration.ImportSettings;
import io.crmesh.customer.imports.ImportEvent.ImportUploaded;
import io.crmesh.customer.registry.Intake;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Scope;
import io.crmesh.platform.fact.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What one can ask to be done about imports. What takes long is only remembered here; the dispatcher has it done. */
@Service
class ImportDesk {

    private final Imports imports;
    private final ImportFiles files;
    private final ImportRows rows;
    private final ImportTerm term;
    private final ImportSettings settings;
    private final ImportDispatcher dispatcher;
    private final Clock clock;

    ImportDesk(
            Imports imports,
            ImportFiles files,
            ImportRows rows,
            ImportTerm term,
            ImportSettings settings,
            ImportDispatcher dispatcher,
            Clock clock) {
        this.imports = imports;
        this.files = files;
        this.rows = rows;
        this.term = term;
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    Saved<ImportBatch> upload(Command command, Mode mode, @Nullable String system, InputStream content)
            throws IOException {
        var id = imports.idOf(command);
        var there = imports.find(id, new Scope.All());
        if (there.isPresent()) {
            return Saved.repeated(there.get().state(), there.get().version());
        }
        var file = ImportFiles.nameFor(id);
        term.begin(file);
        try {
            var batch = uploaded(id, mode, system, file, content);
            var saved = imports.create(
                    id, command, List.of(new ImportUploaded("CSV", batch.bytes(), batch, batch.uploadedAt())));
            if (!saved.state().file().equals(file)) {
                files.forget(file); // the same upload came twice at once, and the other was first
            }
            return saved;
        } catch (IOException | Impossible fault) {
            files.forget(file);
            throw fault;
        }
    }

    private ImportBatch uploaded(String id, Mode mode, @Nullable String system, String file, InputStream content)
            throws IOException {
        var bytes = files.keep(file, content, settings.largest().toBytes());
        var columns = Columns.of(() -> files.open(file));
        return new ImportBatch(
                id,
                State.UPLOADED,
                mode,
                system,
                String.valueOf(columns.separator()),
                columns.names(),
                columns.proposed(),
                file,
                bytes,
                Counts.NONE,
                null,
                clock.instant(),
                null);
    }

    Saved<ImportBatch> map(String id, Command command, List<Mapped> mapping) {
        var saved = imports.change(id, command, batch -> {
            notGone(id);
            check(batch, mapping);
            return List.of(batch.map(mapping, clock.instant()));
        });
        term.begin(saved.state().file());
        return saved;
    }

    private static void check(ImportBatch batch, List<Mapped> mapping) {
        var fields = new HashSet<String>();
        for (int i = 0; i < mapping.size(); i++) {
            var mapped = mapping.get(i);
            if (!batch.knownColumns().contains(mapped.column())) {
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

    /** Has it done soon; the answer says that it is asked for. */
    Saved<ImportBatch> ask(String id, ImportWork.Kind kind, Command command, Scope scope) {
        var _ = imports.get(id, scope);
        var saved = imports.change(id, command, batch -> {
            notGone(id);
            return List.of(batch.ask(kind, command.id(), clock.instant()));
        });
        dispatcher.ring();
        return saved;
    }

    /** Stops after the block that is under way; what came in by then stays until it is reverted. */
    Saved<ImportBatch> cancel(String id, Command command, Scope scope) {
        var _ = imports.get(id, scope);
        return imports.change(id, command, batch -> batch.cancel(clock.instant()));
    }

    /** What the work would be at is not there any more. */
    private void notGone(String id) {
        if (rows.areGone(id)) {
            throw new RuleBroken(
                    "import-removed",
                    "The file of this import and what became of its rows were removed: its term is over");
        }
    }
}
