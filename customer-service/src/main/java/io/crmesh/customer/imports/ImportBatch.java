package io.crmesh.customer.imports;

import io.crmesh.customer.imports.ImportEvent.ImportCompleted;
import io.crmesh.customer.imports.ImportEvent.ImportFailed;
import io.crmesh.customer.imports.ImportEvent.ImportMapped;
import io.crmesh.customer.imports.ImportEvent.ImportReverted;
import io.crmesh.customer.imports.ImportEvent.ImportStarted;
import io.crmesh.customer.imports.ImportEvent.ImportUploaded;
import io.crmesh.customer.imports.ImportEvent.ImportValidated;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.fact.Mode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of customers on its way in. It is checked as a whole before any of it counts, and can be taken back as a whole
 * afterwards.
 *
 * @param mode IMPORT for records of today, BACKFILL for the past: neither starts any automation
 * @param system whose ids the file's external ids are
 * @param file by what name the file is kept, as long as it is
 */
public record ImportBatch(
        String id,
        State state,
        Mode mode,
        @Nullable String system,
        String separator,
        List<String> columns,
        List<Mapped> mapping,
        String file,
        long bytes,
        Counts counts,
        @Nullable String failure,
        Instant uploadedAt) {

    /** A column of the file and the customer's field that it fills. */
    public record Mapped(String column, String field) {}

    public enum State {
        UPLOADED,
        VALIDATED,
        RUNNING,
        COMPLETED,
        COMPLETED_WITH_ERRORS,
        FAILED,
        REVERTED,
        PARTIALLY_REVERTED
    }

    ImportMapped map(List<Mapped> next, Instant now) {
        require("mapped", State.UPLOADED, State.VALIDATED);
        return new ImportMapped(next.size(), next, now);
    }

    ImportValidated validate(Counts found, Instant now) {
        require("validated", State.UPLOADED, State.VALIDATED);
        var valid = found.created() + found.updated();
        return new ImportValidated(found.rows(), valid, found.invalid(), found.duplicates(), found, now);
    }

    ImportStarted start(Instant now) {
        require("started", State.VALIDATED);
        return new ImportStarted(counts.rows(), now);
    }

    ImportCompleted complete(Counts found, Instant now) {
        require("completed", State.RUNNING);
        return new ImportCompleted(
                found.rows(), found.created(), found.updated(), found.duplicates(), found.invalid(), found, now);
    }

    ImportFailed fail(String reason, Counts found, Instant now) {
        require("stopped", State.RUNNING);
        return new ImportFailed(reason, found.rows(), found, now);
    }

    ImportReverted revert(long reverted, long kept, Instant now) {
        requireEnded();
        return new ImportReverted(reverted, kept, now);
    }

    void requireEnded() {
        require("reverted", State.COMPLETED, State.COMPLETED_WITH_ERRORS, State.FAILED);
    }

    void require(String wish, State... allowed) {
        if (!Arrays.asList(allowed).contains(state)) {
            throw new RuleBroken(
                    "import-state",
                    "An import that is %s cannot be %s, only one that is %s"
                            .formatted(state, wish, Arrays.toString(allowed)));
        }
    }

    static ImportBatch fold(@Nullable ImportBatch batch, ImportEvent event) {
        return switch (event) {
            case ImportUploaded uploaded -> uploaded.batch();
            case ImportMapped mapped -> known(batch).mapped(mapped.mapping());
            case ImportValidated validated -> known(batch).at(State.VALIDATED, validated.counts(), null);
            case ImportStarted _ -> known(batch).at(State.RUNNING, Counts.NONE, null);
            case ImportCompleted completed ->
                known(batch)
                        .at(
                                completed.invalid() == 0 ? State.COMPLETED : State.COMPLETED_WITH_ERRORS,
                                completed.counts(),
                                null);
            case ImportFailed failed -> known(batch).at(State.FAILED, failed.counts(), failed.reason());
            case ImportReverted reverted -> known(batch).after(reverted);
        };
    }

    private static ImportBatch known(@Nullable ImportBatch batch) {
        return Objects.requireNonNull(batch, "Nothing happens to an import before its file is there");
    }

    private ImportBatch after(ImportReverted reverted) {
        var next = reverted.kept() == 0 ? State.REVERTED : State.PARTIALLY_REVERTED;
        return at(next, counts.afterReversal(reverted.reverted(), reverted.kept()), failure);
    }

    private ImportBatch mapped(List<Mapped> next) {
        return new ImportBatch(
                id, State.UPLOADED, mode, system, separator, columns, next, file, bytes, Counts.NONE, null, uploadedAt);
    }

    private ImportBatch at(State next, Counts found, @Nullable String why) {
        return new ImportBatch(
                id, next, mode, system, separator, columns, mapping, file, bytes, found, why, uploadedAt);
    }
}
