package io.crmesh.customer.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.customer.imports.ImportBatch.State;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.fact.Mode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImportBatchTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Counts SOME_BAD = new Counts(10, 7, 1, 1, 1, 0, 0);

    private static final Map<String, Function<ImportBatch, ImportEvent>> BEHAVIOURS = Map.of(
            "map", batch -> batch.map(List.of(), NOW),
            "validate", batch -> batch.validate(SOME_BAD, NOW),
            "start", batch -> batch.start(NOW),
            "complete", batch -> batch.complete(SOME_BAD, NOW),
            "fail", batch -> batch.fail("CANCELLED", SOME_BAD, NOW),
            "revert", batch -> batch.revert(7, 1, NOW));

    private static final Map<String, String> TABLE = Map.ofEntries(
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
    void anImportDoesOnlyWhatItsStateAllows(String what, State from) {
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
    void whatCouldAllBeTakenBackIsReverted() {
        var batch = at(State.COMPLETED);

        var reverted = ImportBatch.fold(batch, batch.revert(9, 0, NOW));

        assertThat(reverted.state()).isEqualTo(State.REVERTED);
        assertThat(reverted.counts().reverted()).isEqualTo(9);
    }

    @Test
    void theHeaderTellsTheSeparatorAndProbableFields() {
        var columns = columns("\ufeffCustomer ID;E-Mail;Full Name;consent.MARKETING.EMAIL;Shoe size\n1;2;3;4;5\n");

        assertThat(columns.separator()).isEqualTo(';');
        assertThat(columns.names())
                .containsExactly("Customer ID", "E-Mail", "Full Name", "consent.MARKETING.EMAIL", "Shoe size");
        assertThat(columns.proposed())
                .extracting(ImportBatch.Mapped::field)
                .containsExactly("externalId", "email", "name.legal", "consent.MARKETING.EMAIL");
    }

    @Test
    void aFileThatStopsBeingCsvSaysSoInItsLastRow() {
        try (var rows = new CsvRows(stream("a,b\n1,2\n\"open,3\n"), ',')) {
            assertThat(rows.next(10))
                    .hasSize(3)
                    .last()
                    .satisfies(last -> assertThat(last.cells()).isNull());
            assertThat(rows.next(10)).isEmpty();
        }
    }

    private static Columns columns(String file) {
        return Columns.of(() -> stream(file));
    }

    private static ByteArrayInputStream stream(String file) {
        return new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    }

    private static ImportBatch at(State state) {
        return new ImportBatch(
                "imp_1", state, Mode.IMPORT, null, ",", List.of("a"), List.of(), "imp_1/a", 10, Counts.NONE, null, NOW);
    }
}
