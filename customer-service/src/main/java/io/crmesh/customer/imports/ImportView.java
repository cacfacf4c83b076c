package io.crmesh.customer.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.customer.imports.batch.Counts;
import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.ImportBatch.Asked;
import io.crmesh.customer.imports.batch.ImportBatch.State;
import io.crmesh.customer.imports.batch.ImportBatch.UploadedFile;
import io.crmesh.customer.imports.batch.WorkKind;
import io.crmesh.customer.imports.mapping.DateOrder;
import io.crmesh.customer.imports.mapping.MappedColumn;
import io.crmesh.customer.imports.work.ImportTask;
import io.crmesh.platform.accesslog.RecordId;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.event.Mode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An import as users and clients see it, with the progress of its work.
 *
 * @param columns the header of the file, which is a person's row if the file names no columns; absent once the file was
 *     destroyed
 * @param mapping which columns fill which field; it names columns, too
 * @param unusedColumns the columns that fill no field
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportView(
        @RecordId String id,
        State state,
        Mode mode,
        @Nullable String system,
        @Needs("contact:read") @Nullable List<String> columns,
        @Needs("contact:read") @Nullable List<MappedColumn> mapping,
        @Needs("contact:read") @Nullable List<String> unusedColumns,
        Reading reading,
        long bytes,
        Counts counts,
        @Nullable String failure,
        Instant uploadedAt,
        @Nullable Work work) {

    /**
     * How the file is read.
     *
     * @param headerLine the line of the column names; lines before it are no rows
     * @param dateOrderNeeded whether some dates cannot be read until the order of day and month is said
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reading(
            String encoding,
            String separator,
            long headerLine,
            @Nullable String defaultRegion,
            @Nullable DateOrder dateOrder,
            boolean dateOrderNeeded,
            String zone) {

        private static Reading of(UploadedFile file) {
            return new Reading(
                    file.format().encoding(),
                    file.format().separator(),
                    file.format().headerLine(),
                    file.settings().defaultRegion(),
                    file.settings().dateOrder(),
                    file.dateOrderNeeded(),
                    file.settings().zone());
        }
    }

    /** Work that is in progress or waits to begin. */
    record Work(WorkKind kind, long line, boolean cancelled) {}

    /** @param task the task of the import, which may lag behind its request */
    static ImportView of(ImportBatch batch, @Nullable ImportTask task) {
        var asked = batch.asked();
        var current = asked != null && task != null && batch.awaits(task.command()) ? task : null;
        return new ImportView(
                batch.id(),
                batch.state(),
                batch.origin().mode(),
                batch.origin().system(),
                batch.file().columns(),
                batch.file().mapping(),
                batch.file().columns() == null ? null : batch.file().unusedColumns(),
                Reading.of(batch.file()),
                batch.file().bytes(),
                counts(batch, current),
                batch.failure(),
                batch.origin().uploadedAt(),
                work(asked, current, task));
    }

    private static Counts counts(ImportBatch batch, @Nullable ImportTask task) {
        if (batch.asked() == null) {
            return batch.counts();
        }
        return task == null ? Counts.NONE : task.counts();
    }

    private static @Nullable Work work(
            @Nullable Asked asked, @Nullable ImportTask current, @Nullable ImportTask latest) {
        if (asked != null) {
            return new Work(asked.work(), current == null ? 0 : current.line(), asked.cancelled());
        }
        var clearing = latest != null && latest.kind() == WorkKind.CLEARING;
        return clearing ? new Work(WorkKind.CLEARING, 0, false) : null;
    }
}
