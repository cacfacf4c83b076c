package io.crmesh.customer.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.customer.imports.batch.Counts;
import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.ImportBatch.State;
import io.crmesh.platform.accesslog.RecordId;
import io.crmesh.platform.event.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An import as the list of imports shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportSummary(
        @RecordId String id,
        State state,
        Mode mode,
        @Nullable String system,
        long bytes,
        Counts counts,
        @Nullable String failure,
        Instant uploadedAt) {

    static ImportSummary of(ImportBatch batch) {
        return new ImportSummary(
                batch.id(),
                batch.state(),
                batch.origin().mode(),
                batch.origin().system(),
                batch.file().bytes(),
                batch.counts(),
                batch.failure(),
                batch.origin().uploadedAt());
    }
}
