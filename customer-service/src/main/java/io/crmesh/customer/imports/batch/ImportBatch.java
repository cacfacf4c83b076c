package io.crmesh.customer.imports.batch;

import io.crmesh.customer.imports.batch.ImportEvent.ImportAsked;
import io.crmesh.customer.imports.batch.ImportEvent.ImportCancelled;
import io.crmesh.customer.imports.batch.ImportEvent.ImportCompleted;
import io.crmesh.customer.imports.batch.ImportEvent.ImportDropped;
import io.crmesh.customer.imports.batch.ImportEvent.ImportFailed;
import io.crmesh.customer.imports.batch.ImportEvent.ImportMapped;
import io.crmesh.customer.imports.batch.ImportEvent.ImportReverted;
import io.crmesh.customer.imports.batch.ImportEvent.ImportStarted;
import io.crmesh.customer.imports.batch.ImportEvent.ImportUploaded;
import io.crmesh.customer.imports.batch.ImportEvent.ImportValidated;
import io.crmesh.customer.imports.file.FileFormat;
import io.crmesh.customer.imports.mapping.MappedColumn;
import io.crmesh.customer.imports.mapping.RowSettings;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.Personal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregate: the import of a file of customers. The file is validated as a whole before any row is imported, and the
 * import can be reverted as a whole afterwards. Work that takes long is requested first and done later, one kind at a
 * time: an import remembers a request until the work has ended.
 *
 * @param asked the work that was requested and has not ended, if any
 */
public record ImportBatch(
        String id,
        State state,
        Origin origin,
        UploadedFile file,
        Counts counts,
        @Nullable String failure,
        @Nullable Asked asked) {

    /**
     * Value object: where the customers of an import come from.
     *
     * @param mode IMPORT for records of today, BACKFILL for the past: neither starts any automation
     * @param system the system whose ids the file's external ids are
     */
    public record Origin(Mode mode, @Nullable String system, Instant uploadedAt) {}

    /**
     * Value object: the uploaded file and its columns.
     *
     * @param name the name under which the file is stored, as long as it is
     * @param digest of its content, which tells another file from the same
     * @param columns the header of the file, which is a person's row if the file names no columns; null once the file was
     *     destroyed
     * @param mapping which columns fill which field, as long as columns are known
     * @param dateOrderNeeded whether some dates cannot be read until the order of day and month is said
     */
    public record UploadedFile(
            String name,
            long bytes,
            String digest,
            FileFormat format,
            RowSettings settings,
            @Personal @Nullable List<String> columns,
            @Personal @Nullable List<MappedColumn> mapping,
            boolean dateOrderNeeded) {

        public List<String> knownColumns() {
            return Objects.requireNonNullElse(columns, List.of());
        }

        public List<MappedColumn> knownMapping() {
            return Objects.requireNonNullElse(mapping, List.of());
        }

        /** The columns that fill no field. */
        public List<String> unusedColumns() {
            var used = knownMapping().stream().map(MappedColumn::column).toList();
            return knownColumns().stream()
                    .filter(column -> !used.contains(column))
                    .toList();
        }
    }

    /**
     * Work that was requested and has not ended.
     *
     * @param command the id of the command that requested it
     * @param cancelled whether it is to stop after the current block
     */
    public record Asked(WorkKind work, String command, boolean cancelled) {}

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

    /** The import of a file that was just uploaded. */
    public static ImportBatch uploaded(String id, Origin origin, UploadedFile file) {
        return new ImportBatch(id, State.UPLOADED, origin, file, Counts.NONE, null, null);
    }

    /** The file is to be read or mapped in another way; it has to be validated again. */
    public ImportMapped map(UploadedFile next, Instant now) {
        require("mapped", State.UPLOADED, State.VALIDATED);
        requireIdle();
        return new ImportMapped(next.knownMapping().size(), next, now);
    }

    public ImportAsked request(WorkKind kind, String command, Instant now) {
        switch (kind) {
            case VALIDATION -> require("validated", State.UPLOADED, State.VALIDATED);
            case RUN -> require("started", State.VALIDATED);
            case REVERSAL -> requireEnded();
            case CLEARING ->
                throw new IllegalArgumentException(
                        "Clearing is not requested: it follows from the end of the retention period");
        }
        requireIdle();
        return new ImportAsked(kind, command, now);
    }

    /** Cancels the requested work; cancelling again changes nothing. */
    public List<ImportCancelled> cancel(Instant now) {
        if (asked == null || asked.work() == WorkKind.REVERSAL) {
            throw new RuleBroken(
                    "import-state", "An import that is %s has no work that could be cancelled".formatted(state));
        }
        return asked.cancelled() ? List.of() : List.of(new ImportCancelled(asked.work(), now));
    }

    public ImportDropped drop(WorkKind kind, String reason, Instant now) {
        return new ImportDropped(kind, reason, now);
    }

    /** Whether the work that this command requested has not ended. */
    public boolean awaits(String command) {
        return asked != null && asked.command().equals(command);
    }

    /** Whether that work is also to go on. */
    public boolean wants(String command) {
        return awaits(command) && !Objects.requireNonNull(asked).cancelled();
    }

    public ImportValidated validate(Counts found, Instant now) {
        require("validated", State.UPLOADED, State.VALIDATED);
        var valid = found.created() + found.updated();
        return new ImportValidated(found.rows(), valid, found.invalid(), found.duplicates(), found, now);
    }

    public ImportStarted start(Instant now) {
        require("started", State.VALIDATED);
        return new ImportStarted(counts.rows(), now);
    }

    public ImportCompleted complete(Counts found, Instant now) {
        require("completed", State.RUNNING);
        return new ImportCompleted(
                found.rows(), found.created(), found.updated(), found.duplicates(), found.invalid(), found, now);
    }

    public ImportFailed fail(String reason, Counts found, Instant now) {
        require("stopped", State.RUNNING);
        return new ImportFailed(reason, found.rows(), found, now);
    }

    public ImportReverted revert(long reverted, long kept, Instant now) {
        requireEnded();
        return new ImportReverted(reverted, kept, now);
    }

    private void requireEnded() {
        require("reverted", State.COMPLETED, State.COMPLETED_WITH_ERRORS, State.FAILED);
    }

    private void requireIdle() {
        if (asked != null) {
            throw new RuleBroken("import-busy", "This import is being worked on; wait for its end");
        }
    }

    private void require(String wish, State... allowed) {
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
            case ImportMapped mapped -> known(batch).mapped(mapped.file());
            case ImportAsked asked -> known(batch).waitingFor(new Asked(asked.work(), asked.command(), false));
            case ImportCancelled _ -> known(batch).cancelled();
            case ImportDropped _ -> known(batch).waitingFor(null);
            case ImportValidated validated -> known(batch).ended(State.VALIDATED, validated.counts(), null);
            case ImportStarted _ -> known(batch).started();
            case ImportCompleted completed ->
                known(batch)
                        .ended(
                                completed.invalid() == 0 ? State.COMPLETED : State.COMPLETED_WITH_ERRORS,
                                completed.counts(),
                                null);
            case ImportFailed failed -> known(batch).ended(State.FAILED, failed.counts(), failed.reason());
            case ImportReverted reverted -> known(batch).after(reverted);
        };
    }

    private static ImportBatch known(@Nullable ImportBatch batch) {
        return Objects.requireNonNull(batch, "The first event of an import is its upload");
    }

    private ImportBatch mapped(UploadedFile next) {
        return new ImportBatch(id, State.UPLOADED, origin, next, Counts.NONE, null, asked);
    }

    /** Only a run that has begun still has an outcome: what it imported until then. */
    private ImportBatch cancelled() {
        var stopped = Objects.requireNonNull(asked);
        return waitingFor(state == State.RUNNING ? new Asked(stopped.work(), stopped.command(), true) : null);
    }

    private ImportBatch started() {
        return at(State.RUNNING, Counts.NONE, null, asked);
    }

    private ImportBatch after(ImportReverted reverted) {
        var next = reverted.kept() == 0 ? State.REVERTED : State.PARTIALLY_REVERTED;
        return ended(next, counts.afterReversal(reverted.reverted(), reverted.kept()), failure);
    }

    private ImportBatch waitingFor(@Nullable Asked next) {
        return at(state, counts, failure, next);
    }

    private ImportBatch ended(State next, Counts found, @Nullable String why) {
        return at(next, found, why, null);
    }

    private ImportBatch at(State next, Counts found, @Nullable String why, @Nullable Asked wanted) {
        return new ImportBatch(id, next, origin, file, found, why, wanted);
    }
}
