package io.crmesh.customer.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.customer.imports.ImportBatch.Asked;
import io.crmesh.customer.imports.ImportBatch.Mapped;
import io.crmesh.customer.imports.ImportBatch.State;
import io.crmesh.customer.imports.ImportWork.Task;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.web.RecordId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An import as people and programs see it, with how far the work at it has come.
 *
 * @param columns the first line of the file, which is somebody's row if the file names no columns; nothing once the file
 *     was forgotten
 * @param mapping which column is what; it names columns, too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportView(
        @RecordId String id,
        State state,
        Mode mode,
        @Nullable String system,
        @Needs("contact:read") @Nullable List<String> columns,
        @Needs("contact:read") @Nullable List<Mapped> mapping,
        long bytes,
        Counts counts,
        @Nullable String failure,
        Instant uploadedAt,
        @Nullable Work work) {

    /** Work that is under way or waits to be. */
    record Work(ImportWork.Kind kind, long line, boolean cancelled) {}

    /** @param task what is on the list of work, which may lag behind what the import waits for */
    static ImportView of(ImportBatch batch, @Nullable Task task) {
        var asked = batch.asked();
        var mine = asked != null && task != null && batch.awaits(task.command()) ? task : null;
        return new ImportView(
                batch.id(),
                batch.state(),
                batch.mode(),
                batch.system(),
                batch.columns(),
                batch.mapping(),
                batch.bytes(),
                counts(batch, mine),
                batch.failure(),
                batch.uploadedAt(),
                work(asked, mine, task));
    }

    private static Counts counts(ImportBatch batch, @Nullable Task task) {
        if (batch.asked() == null) {
            return batch.counts();
        }
        return task == null ? Counts.NONE : task.counts();
    }

    private static @Nullable Work work(@Nullable Asked asked, @Nullable Task mine, @Nullable Task listed) {
        if (asked != null) {
            return new Work(asked.work(), mine == null ? 0 : mine.line(), asked.cancelled());
        }
        var clearing = listed != null && listed.kind() == ImportWork.Kind.CLEARING;
        return clearing ? new Work(ImportWork.Kind.CLEARING, 0, false) : null;
    }
}
