package io.crmesh.customer.imports.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.customer.imports.batch.ImportBatch.Asked;
import io.crmesh.customer.imports.batch.ImportBatch.Origin;
import io.crmesh.customer.imports.batch.ImportBatch.State;
import io.crmesh.customer.imports.batch.ImportBatch.UploadedFile;
import io.crmesh.customer.imports.file.CsvRows;
import io.crmesh.customer.imports.file.FileFormat;
import io.crmesh.customer.imports.mapping.RowSettings;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.event.Mode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImportBatchTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Counts SOME_BAD = new Counts(10, 7, 1, 1, 1, 0, 0, 0, 0);

    private static final UploadedFile FILE = new UploadedFile(
            "imp_1/a",
            10,
            "00",
            new FileFormat("UTF-8", ",", 1),
            new RowSettings(null, null, "UTC"),
            List.of("a"),
            List.of(),
            false);

    private static final Map<String, Function<ImportBatch, ImportEvent>> BEHAVIOURS = Map.of(
            "request-validation", batch -> batch.request(WorkKind.VALIDATION, "a", NOW),
            "request-run", batch -> batch.request(WorkKind.RUN, "a", NOW),
            "request-reversal", batch -> batch.request(WorkKind.REVERSAL, "a", NOW),
            "map", batch -> batch.map(FILE, NOW),
            "validate", batch -> batch.validate(SOME_BAD, NOW),
            "start", batch -> batch.start(NOW),
            "complete", batch -> batch.complete(SOME_BAD, NOW),
            "fail", batch -> batch.fail("CANCELLED", SOME_BAD, NOW),
            "revert", batch -> batch.revert(7, 1, NOW));

    private static final Map<String, String> TABLE = Map.ofEntries(
            Map.entry("request-validation UPLOADED", "UPLOADED"),
            Map.entry("request-validation VALIDATED", "VALIDATED"),
            Map.entry("request-run VALIDATED", "VALIDATED"),
            Map.entry("request-reversal COMPLETED", "COMPLETED"),
            Map.entry("request-reversal COMPLETED_WITH_ERRORS", "COMPLETED_WITH_ERRORS"),
            Map.entry("request-reversal FAILED", "FAILED"),
            Map.entry("map UPLOADED", "UPLOADED"),
            Map.entry("map VALIDATED", "UPLOADED"),
            Map.entry("validate UPLOADED", "VALIDATED"),
            Map.entry("validate VALIDATED", "VALIDATED"),
            Map.entry("start VALIDATED", "RUNNING"),
            Map.entry("complete RUNNING", "COMPLETED_WITH_ERRORS"),
            Map.entry("fail RUNNING", "FAILED"),
            Map.entry("revert COMPLETED", "PARTIALLY_REVERTED"),
            Map.entry("revert COMPLETED_WITH_ERRORS", "PARTIALLY_REVERTED"),
            Map.entry("revert FAILED", "PARTIALLY_REVERTED"));

    static Stream<Arguments> pairs() {
        return BEHAVIOURS.keySet().stream()
                .flatMap(what -> Arrays.stream(State.values()).map(from -> Arguments.of(what, from)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void importAllowsOnlyTransitionsOfItsState(String what, State from) {
        var batch = at(from);
        var behaviour = Objects.requireNonNull(BEHAVIOURS.get(what));
        var expected = TABLE.get(what + " " + from);

        if (expected == null) {
            assertThatThrownBy(() -> behaviour.apply(batch))
                    .isInstanceOf(RuleBroken.class)
                    .hasMessageContaining(from.name());
        } else {
            assertThat(ImportBatch.fold(batch, behaviour.apply(batch)).state()).hasToString(expected);
        }
    }

    @Test
    void reversalThatKeptNothingIsReverted() {
        var batch = at(State.COMPLETED);

        var reverted = ImportBatch.fold(batch, batch.revert(9, 0, NOW));

        assertThat(reverted.state()).isEqualTo(State.REVERTED);
        assertThat(reverted.counts().reverted()).isEqualTo(9);
    }

    @Test
    void busyImportRefusesFurtherRequests() {
        var waiting = at(State.VALIDATED, new Asked(WorkKind.RUN, "a", false));

        for (var what : List.of("map", "request-validation", "request-run")) {
            assertThatThrownBy(
                            () -> Objects.requireNonNull(BEHAVIOURS.get(what)).apply(waiting))
                    .isInstanceOfSatisfying(
                            RuleBroken.class,
                            refusal -> assertThat(refusal.slug()).isEqualTo("import-busy"));
        }
    }

    @Test
    void requestIsRememberedUntilItsWorkEnds() {
        var asked = new Asked(WorkKind.RUN, "a", false);
        var waiting = at(State.VALIDATED, asked);
        var running = at(State.RUNNING, asked);

        assertThat(List.of(
                        after(at(State.VALIDATED), at(State.VALIDATED).request(WorkKind.RUN, "a", NOW)),
                        after(waiting, waiting.start(NOW))))
                .allSatisfy(batch -> assertThat(batch.asked()).isEqualTo(asked));
        assertThat(List.of(
                        after(waiting, waiting.validate(SOME_BAD, NOW)),
                        after(waiting, waiting.drop(WorkKind.RUN, "REMOVED", NOW)),
                        after(running, running.complete(SOME_BAD, NOW)),
                        after(running, running.fail("CANCELLED", SOME_BAD, NOW)),
                        after(at(State.COMPLETED, asked), at(State.COMPLETED).revert(1, 0, NOW))))
                .allSatisfy(batch -> assertThat(batch.asked()).isNull());
    }

    @Test
    void cancelledRunIsAwaitedOnlyIfItHasBegun() {
        var asked = new Asked(WorkKind.RUN, "a", false);
        var waiting = at(State.VALIDATED, asked);
        var running = at(State.RUNNING, asked);

        var idle = after(waiting, waiting.cancel(NOW).getFirst());
        var stopping = after(running, running.cancel(NOW).getFirst());

        assertThat(idle.asked()).isNull();
        assertThat(stopping.asked()).isEqualTo(new Asked(WorkKind.RUN, "a", true));
        assertThat(stopping.wants("a")).isFalse();
        assertThat(stopping.awaits("a")).isTrue();
        assertThat(stopping.cancel(NOW)).isEmpty();
    }

    @Test
    void idleImportAndReversalCannotBeCancelled() {
        for (var batch : List.of(at(State.VALIDATED), at(State.COMPLETED, new Asked(WorkKind.REVERSAL, "a", false)))) {
            assertThatThrownBy(() -> batch.cancel(NOW))
                    .isInstanceOf(RuleBroken.class)
                    .hasMessageContaining(batch.state().name());
        }
    }

    @Test
    void fileThatStopsBeingCsvEndsWithARowWithoutCells() {
        try (var rows = new CsvRows(stream("a,b\n1,2\n\"open,3\n"), "UTF-8", ',')) {
            assertThat(rows.next(10))
                    .hasSize(3)
                    .last()
                    .satisfies(last -> assertThat(last.cells()).isNull());
            assertThat(rows.next(10)).isEmpty();
        }
    }

    private static ImportBatch after(ImportBatch batch, ImportEvent event) {
        return ImportBatch.fold(batch, event);
    }

    private static ByteArrayInputStream stream(String file) {
        return new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    }

    private static ImportBatch at(State state) {
        return at(state, null);
    }

    private static ImportBatch at(State state, @Nullable Asked asked) {
        return new ImportBatch("imp_1", state, new Origin(Mode.IMPORT, null, NOW), FILE, Counts.NONE, null, asked);
    }
}
