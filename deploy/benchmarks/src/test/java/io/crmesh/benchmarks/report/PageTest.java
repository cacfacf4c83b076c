package io.crmesh.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    private static final Machine MACHINE = new Machine("a processor", 2, 8, "Linux", "Java 25");
    private static final Goal GOAL = Goal.atLeast(0.8, 1.0, "×");

    private static Measured measured(String name, double median) {
        var scatter = Scatter.of(List.of(median - 0.1, median, median + 0.1));
        var outcome = new Outcome(
                name,
                "About " + name,
                "-Xmx1m",
                List.of(Figure.of(name + " per second", "a peer", GOAL, scatter)),
                List.of(new Table(List.of("Subject", "figure"), List.of(List.of("we", "7")))),
                List.of(0.01, 0.03),
                List.of("a note"));
        return new Measured(Instant.parse("2026-11-23T10:11:12Z"), MACHINE, "abc123", outcome);
    }

    @Test
    void pageShowsFiguresAndWhetherGoalsAreMet(@TempDir Path docs) throws IOException {
        var page = new Page(docs);

        page.add(measured("orders", 0.9), List.of("orders", "gateway"));

        assertThat(Files.readString(docs.resolve("benchmarks.md")))
                .contains("| orders per second | a peer | ≥ 0.8 × | ≥ 1.0 × | 0.90 | 0.80–1.00, 3 rounds | must |")
                .contains("## About orders")
                .contains("2026-11-23T10:11:00Z, revision abc123")
                .contains("Others' CPU, in cores: 0.02 (0.01–0.03)")
                .contains("| we | 7 |")
                .doesNotContain("{{");
    }

    @Test
    void storedOutcomesOfOtherDaysStayOnPage(@TempDir Path docs) throws IOException {
        var page = new Page(docs);
        var names = List.of("gateway", "orders");

        page.add(measured("orders", 0.7), names);
        page.add(measured("gateway", 1.2), names);
        page.add(measured("orders", 1.1), names);

        assertThat(Files.readString(docs.resolve("benchmarks.md")))
                .containsSubsequence(
                        "| gateway per second", "| orders per second", "## About gateway", "## About orders")
                .contains("| 1.10 |")
                .doesNotContain("| 0.70 |");
    }

    @Test
    void goalSaysWhetherItIsMet() {
        var atMost = Goal.atMost(10, 5, "ms");
        var aimOnly = new Goal(Goal.Direction.AT_MOST, "–", "≤ 2 ×", Double.POSITIVE_INFINITY, 2.0);

        assertThat(List.of(GOAL.verdict(0.79), GOAL.verdict(0.8), GOAL.verdict(1.0)))
                .containsExactly("**no**", "must", "aim");
        assertThat(List.of(atMost.verdict(10.1), atMost.verdict(10), atMost.verdict(5), atMost.verdict(Double.NaN)))
                .containsExactly("**no**", "must", "aim", "not measured");
        assertThat(List.of(aimOnly.verdict(2.1), aimOnly.verdict(2))).containsExactly("not the aim", "aim");
    }
}
