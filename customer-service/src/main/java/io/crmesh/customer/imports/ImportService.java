package io.crmesh.customer.imports;

import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.ImportBatch.Origin;
import io.crmesh.customer.imports.batch.ImportBatch.UploadedFile;
import io.crmesh.customer.imports.batch.ImportEvent.ImportUploaded;
import io.crmesh.customer.imports.batch.ImportRows;
import io.crmesh.customer.imports.batch.Imports;
import io.crmesh.customer.imports.batch.WorkKind;
import io.crmesh.customer.imports.file.FileInspection;
import io.crmesh.customer.imports.file.ImportConfiguration.ImportSettings;
import io.crmesh.customer.imports.file.ImportFiles;
import io.crmesh.customer.imports.file.ImportFiles.StoredFile;
import io.crmesh.customer.imports.file.ImportRetention;
import io.crmesh.customer.imports.mapping.DateColumns;
import io.crmesh.customer.imports.mapping.DateOrder;
import io.crmesh.customer.imports.mapping.FileField;
import io.crmesh.customer.imports.mapping.MappedColumn;
import io.crmesh.customer.imports.mapping.RowSettings;
import io.crmesh.customer.imports.work.ImportDispatcher;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.event.Mode;
import io.crmesh.web.FieldError;
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

    /** Where a file comes from, and how it is encoded if the caller says so. */
    record Upload(
            Mode mode, @Nullable String system, @Nullable String encoding) {}

    /** How a file is to be read; what is null is found out from the file. */
    record Reading(
            @Nullable String encoding,
            @Nullable String separator,
            @Nullable String defaultRegion,
            @Nullable DateOrder dateOrder,
            @Nullable String zone) {

        static Reading encodedIn(@Nullable String encoding) {
            return new Reading(encoding, null, null, null, null);
        }
    }

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

    Saved<ImportBatch> upload(Command command, Upload upload, InputStream content) throws IOException {
        var id = imports.idOf(command);
        var existing = imports.find(id, new AccessScope.All());
        if (existing.isPresent()) {
            return repeated(existing.get(), upload, content);
        }
        var file = ImportFiles.nameFor(id);
        retention.begin(file);
        try {
            var batch = uploaded(id, upload, file, content);
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

    /** Another file under the same key is another request. */
    private Saved<ImportBatch> repeated(Versioned<ImportBatch> existing, Upload upload, InputStream content)
            throws IOException {
        var batch = existing.state();
        var asBefore = batch.origin()
                        .equals(new Origin(
                                upload.mode(), upload.system(), batch.origin().uploadedAt()))
                && batch.file()
                        .digest()
                        .equals(ImportFiles.digest(content, settings.largest().toBytes()));
        if (!asBefore) {
            throw new Impossible(
                    "key-reused", List.of(new FieldError("Idempotency-Key", "This key was used for another request")));
        }
        return Saved.repeated(batch, existing.version());
    }

    private ImportBatch uploaded(String id, Upload upload, String file, InputStream content) throws IOException {
        var stored = files.store(file, content, settings.largest().toBytes());
        return ImportBatch.uploaded(
                id,
                new Origin(upload.mode(), upload.system(), clock.instant()),
                read(file, stored, Reading.encodedIn(upload.encoding())));
    }

    private UploadedFile read(String file, StoredFile stored, Reading reading) {
        var found = FileInspection.of(() -> files.open(file), reading.encoding(), reading.separator());
        return mapped(file, stored, found, found.proposal(), reading);
    }

    private static UploadedFile mapped(
            String file, StoredFile stored, FileInspection found, List<MappedColumn> mapping, Reading reading) {
        var proof = DateColumns.proof(found.columns(), mapping, found.rows());
        var order = reading.dateOrder() == null ? proof.order() : reading.dateOrder();
        return new UploadedFile(
                file,
                stored.bytes(),
                stored.digest(),
                found.format(),
                new RowSettings(
                        reading.defaultRegion(), order, reading.zone() == null ? RowSettings.UTC : reading.zone()),
                found.columns(),
                mapping,
                order == null && proof.isOpen());
    }

    /** Has the file read in another way. Its mapping stays as long as its columns do. */
    Saved<ImportBatch> configure(String id, Command command, Reading reading, AccessScope scope) {
        return change(id, command, scope, before -> {
            var found = inspect(before, reading.encoding(), reading.separator());
            var mapping = found.columns().equals(before.knownColumns()) ? before.knownMapping() : found.proposal();
            return mapped(before.name(), stored(before), found, mapping, reading);
        });
    }

    Saved<ImportBatch> map(String id, Command command, List<MappedColumn> mapping, AccessScope scope) {
        return change(id, command, scope, before -> {
            check(before, mapping);
            var format = before.format();
            var chosen = before.settings();
            var reading = new Reading(
                    format.encoding(), format.separator(), chosen.defaultRegion(), chosen.dateOrder(), chosen.zone());
            var found = inspect(before, format.encoding(), format.separator());
            return mapped(before.name(), stored(before), found, mapping, reading);
        });
    }

    private interface Change {
        UploadedFile after(UploadedFile before);
    }

    private Saved<ImportBatch> change(String id, Command command, AccessScope scope, Change change) {
        var _ = imports.get(id, scope);
        var saved = imports.change(id, command, batch -> {
            requireRows(id);
            return List.of(batch.map(change.after(batch.file()), clock.instant()));
        });
        retention.begin(saved.state().file().name());
        return saved;
    }

    private static StoredFile stored(UploadedFile file) {
        return new StoredFile(file.bytes(), file.digest());
    }

    private FileInspection inspect(UploadedFile file, @Nullable String encoding, @Nullable String separator) {
        return FileInspection.of(() -> files.open(file.name()), encoding, separator);
    }

    private static void check(UploadedFile file, List<MappedColumn> mapping) {
        var taken = new HashSet<String>();
        for (int i = 0; i < mapping.size(); i++) {
            var mapped = mapping.get(i);
            if (!file.knownColumns().contains(mapped.column())) {
                throw new Impossible("columns[%d].column".formatted(i), "is no column of the file");
            }
            if (!FileField.isKnown(mapped.field())) {
                throw new Impossible("columns[%d].field".formatted(i), "is no field that a file can fill");
            }
            if (!taken.add(mapped.column())) {
                throw new Impossible("columns[%d].column".formatted(i), "fills another field already");
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
