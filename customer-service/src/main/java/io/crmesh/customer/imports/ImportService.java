package io.crmesh.customer.imports;

import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.ImportBatch.Origin;
import io.crmesh.customer.imports.batch.ImportBatch.UploadedFile;
import io.crmesh.customer.imports.batch.ImportEvent.ImportUploaded;
import io.crmesh.customer.imports.batch.ImportRows;
import io.crmesh.customer.imports.batch.Imports;
import io.crmesh.customer.imports.batch.WorkKind;
import io.crmesh.customer.imports.file.Columns;
import io.crmesh.customer.imports.file.ImportConfiguration.ImportSettings;
import io.crmesh.customer.imports.file.ImportFiles;
import io.crmesh.customer.imports.file.ImportRetention;
import io.crmesh.customer.imports.file.MappedColumn;
import io.crmesh.customer.imports.file.RowFields;
import io.crmesh.customer.imports.work.ImportDispatcher;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Saved;
import io.crmesh.platform.event.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Application service: imports. Work that takes long is only requested here; the dispatcher has it done. */
@Service
class ImportService {

    private final Imports imports;
    private final ImportFiles files;
    private final ImportRows rows;
    private final ImportRetention retention;
    private final ImportSettings settings;
    private final ImportDispatcher dispatcher;
    private final Clock clock;

    ImportService(
            Imports imports,
            ImportFiles files,
            ImportRows rows,
            ImportRetention retention,
            ImportSettings settings,
            ImportDispatcher dispatcher,
            Clock clock) {
        this.imports = imports;
        this.files = files;
        this.rows = rows;
        this.retention = retention;
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    Saved<ImportBatch> upload(Command command, Mode mode, @Nullable String system, InputStream content)
            throws IOException {
        var id = imports.idOf(command);
        var existing = imports.find(id, new AccessScope.All());
        if (existing.isPresent()) {
            return Saved.repeated(existing.get().state(), existing.get().version());
        }
        var file = ImportFiles.nameFor(id);
        retention.begin(file);
        try {
            var batch = uploaded(id, mode, system, file, content);
            var saved = imports.create(
                    id,
                    command,
                    List.of(new ImportUploaded(
                            "CSV", batch.file().bytes(), batch, batch.origin().uploadedAt())));
            if (!saved.state().file().name().equals(file)) {
                files.delete(file); // the same upload came twice at the same time, and the other was first
            }
            return saved;
        } catch (IOException | Impossible failure) {
            files.delete(file);
            throw failure;
        }
    }

    private ImportBatch uploaded(String id, Mode mode, @Nullable String system, String file, InputStream content)
            throws IOException {
        var bytes = files.store(file, content, settings.largest().toBytes());
        var columns = Columns.of(() -> files.open(file));
        return ImportBatch.uploaded(
                id,
                new Origin(mode, system, clock.instant()),
                new UploadedFile(
                        file, bytes, String.valueOf(columns.separator()), columns.names(), columns.proposed()));
    }

    Saved<ImportBatch> map(String id, Command command, List<MappedColumn> mapping) {
        var saved = imports.change(id, command, batch -> {
            requireRows(id);
            check(batch, mapping);
            return List.of(batch.map(mapping, clock.instant()));
        });
        retention.begin(saved.state().file().name());
        return saved;
    }

    private static void check(ImportBatch batch, List<MappedColumn> mapping) {
        var fields = new HashSet<String>();
        for (int i = 0; i < mapping.size(); i++) {
            var mapped = mapping.get(i);
            if (!batch.file().knownColumns().contains(mapped.column())) {
                throw new Impossible("columns[%d].column".formatted(i), "is no column of the file");
            }
            if (!RowFields.knows(mapped.field())) {
                throw new Impossible("columns[%d].field".formatted(i), "is no field that a file can fill");
            }
            if (!fields.add(mapped.field())) {
                throw new Impossible("columns[%d].field".formatted(i), "is filled by another column already");
            }
        }
    }

    /** Requests work, which is done soon; the answer says that it is requested. */
    Saved<ImportBatch> request(String id, WorkKind kind, Command command, AccessScope scope) {
        var _ = imports.get(id, scope);
        var saved = imports.change(id, command, batch -> {
            requireRows(id);
            return List.of(batch.request(kind, command.id(), clock.instant()));
        });
        dispatcher.wakeUp();
        return saved;
    }

    /** Has the work stop after the current block; what was imported by then stays until it is reverted. */
    Saved<ImportBatch> cancel(String id, Command command, AccessScope scope) {
        var _ = imports.get(id, scope);
        return imports.change(id, command, batch -> batch.cancel(clock.instant()));
    }

    /** Refuses work at an import whose file and reports were removed. */
    private void requireRows(String id) {
        if (rows.areGone(id)) {
            throw new RuleBroken(
                    "import-removed",
                    "The file of this import and the reports of its rows were removed: its retention period is over");
        }
    }
}
