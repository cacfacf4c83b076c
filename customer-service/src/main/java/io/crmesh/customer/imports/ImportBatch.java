package io.crmesh.customer.imports;

import io.crmesh.customer.imports.ImportEvent.ImportAsked;
import io.crmesh.customer.imports.ImportEvent.ImportCancelled;
import io.crmesh.customer.imports.ImportEvent.ImportCompleted;
import io.crmesh.customer.imports.ImportEvent.ImportDropped;
import io.crmesh.customer.imports.ImportEvent.ImportFailed;
import io.crmesh.customer.imports.ImportEvent.ImportMapped;
import io.crmesh.customer.imports.ImportEvent.ImportReverted;
import io.crmesh.customer.imports.ImportEvent.ImportStarted;
import io.crmesh.customer.imports.ImportEvent.ImportUploaded;
import io.crmesh.customer.imports.ImportEvent.ImportValidated;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.fact.Personal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of customers on its way in. It is checked as a whole before any of it counts, and can be taken back as a whole
 * afterwards. What takes long is asked for first and done later, one thing at a time: an import remembers what it was
 * asked for until that has come to its end.
 *
 * @param mode IMPORT for records of today, BACKFILL for the past: neither starts any automation
 * @param system whose ids the file's external ids are
 * @param columns the first line of the file, which is somebody's row if the file names no columns; nothing once the file
 *     was forgotten
 * @param mapping which column is what, as long as columns are known
 * @param file by what name the file is kept, as long as it is
 * @param asked the work that it waits for, if any
 */
public record ImportBatch(
        String id,
        State state,
        Mode mode,
        @Nullable String system,
        String separator,
        @Personal @Nullable List<String> columns,
        @Personal @Nullable List<Mapped> mapping,
        String file,
        long bytes,
        Counts counts,
        @Nullable String failure,
        Instant uploadedAt,
        @Nullable Asked asked) {

    /** A column of the file and the customer's field that it fills. */
    public record Mapped(String column, String field) {}

    /**
     * Work that was asked for and has not come to its end.
     *
     * @param command by which it was asked for
     * @param cancelled whether it shall stop after the block that is under way
     */
    public record Asked(ImportWork.Kind work, String command, boolean cancelled) {}

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

    List<String> knownColumns() {
        return Objects.requireNonNullElse(columns, List.of());
    }

    List<Mapped> knownMapping() {
        return Objects.requireNonNullElse(mapping, List.of());
    }

    ImportMapped map(List<Mapped> next, Instant now) {
        require("mapped", State.UPLOADED, State.VALIDATED);
        requireIdle();
        return new ImportMapped(next.size(), next, now);
    }

    ImportAsked ask(ImportWork.Kind kind, String command, Instant now) {
        switch (kind) {
            case VALIDATION -> require("validated", State.UPLOADED, State.VALIDATED);
            case RUN -> require("started", State.VALIDATED);
            case REVERSAL -> requireEnded();
            case CLEARING -> throw new IllegalArgumentException("Nobody asks for that: its term ends");
        }
        requireIdle();
        return new ImportAsked(kind, command, now);
    }

    /** Whatever is to be stopped is stopped once. */
    List<ImportCancelled> cancel(Instant now) {
        if (asked == null || asked.work() == ImportWork.Kind.REVERSAL) {
            throw new RuleBroken(
                    "import-state", "An import that is %s has no work that could be cancelled".formatted(state));
        }
        return asked.cancelled() ? List.of() : List.of(new ImportCancelled(asked.work(), now));
    }

    ImportDropped drop(ImportWork.Kind kind, String reason, Instant now) {
        return new ImportDropped(kind, reason, now);
    }

    /** Whether what was asked for by this command has not come to its end. */
    boolean awaits(String command) {
        return asked != null && asked.command().equals(command);
    }

    /** Whether it shall go on, too. */
    boolean wants(String command) {
        return awaits(command) && !Objects.requireNonNull(asked).cancelled();
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
            case ImportMapped mapped -> known(batch).mapped(mapped.mapping());
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
        return Objects.requireNonNull(batch, "Nothing happens to an import before its file is there");
    }

    private ImportBatch mapped(List<Mapped> next) {
        return new ImportBatch(
                id,
                State.UPLOADED,
                mode,
                system,
                separator,
                columns,
                next,
                file,
                bytes,
                Counts.NONE,
                null,
                uploadedAt,
                asked);
    }

    /** Only a run that has begun still has something to say: what it brought until then. */
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
        return new ImportBatch(
                id, next, mode, system, separator, columns, mapping, file, bytes, found, why, uploadedAt, wanted);
    }
}
