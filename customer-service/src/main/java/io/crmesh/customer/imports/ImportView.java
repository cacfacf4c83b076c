package io.crmesh.customer.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.customer.imports.ImportBatch.Mapped;
import io.crmesh.customer.imports.ImportBatch.State;
import io.crmesh.customer.imports.ImportWork.Task;
import io.crmesh.platform.fact.Mode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An import as people and programs see it, with how far the work at it has come. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportView(
        String id,
        State state,
        Mode mode,
        @Nullable String system,
        List<String> columns,
        List<Mapped> mapping,
        long bytes,
        Counts counts,
        @Nullable String failure,
        Instant uploadedAt,
        @Nullable Work work) {

    /** Work that is under way or waits to be. */
    record Work(ImportWork.Kind kind, long line, boolean cancelled) {}

    static ImportView of(ImportBatch batch, @Nullable Task task) {
        return new ImportView(
                batch.id(),
                batch.state(),
                batch.mode(),
                batch.system(),
                batch.columns(),
                batch.mapping(),
                batch.bytes(),
                task == null ? batch.counts() : task.counts(),
                batch.failure(),
                batch.uploadedAt(),
                task == null ? null : new Work(task.kind(), task.line(), task.cancelled()));
    }
}
