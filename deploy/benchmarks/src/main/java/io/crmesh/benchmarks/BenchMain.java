package io.crmesh.benchmarks;

import io.crmesh.benchmarks.report.Machine;
import io.crmesh.benchmarks.report.Measured;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Page;
import io.crmesh.benchmarks.rows.AutomationRow;
import io.crmesh.benchmarks.rows.GatewayRow;
import io.crmesh.benchmarks.rows.ImportRow;
import io.crmesh.benchmarks.rows.LatencyRow;
import io.crmesh.benchmarks.rows.MemoryRow;
import io.crmesh.benchmarks.rows.ModulithRow;
import io.crmesh.benchmarks.rows.OrdersRow;
import io.crmesh.benchmarks.rows.ProfileRow;
import io.crmesh.benchmarks.rows.RoundTripsRow;
import io.crmesh.benchmarks.rows.SecurityRow;
import io.crmesh.benchmarks.rows.StartRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * Measures and writes the page: {@code BenchMain [NAME] [--smoke]}. It ends by itself, and with it all that it started:
 * whatever hangs is ended after a time that no measurement needs.
 */
public final class BenchMain {

    private static final List<Row> ROWS = List.of(
            new OrdersRow(),
            new MemoryRow(),
            new SecurityRow(),
            new RoundTripsRow(),
            new LatencyRow(),
            new ModulithRow(),
            new ProfileRow(),
            new AutomationRow(),
            new StartRow(),
            new GatewayRow(),
            new ImportRow());
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private BenchMain() {}

    /** Takes the name of one measurement, none for all; {@code --smoke} only tries whether they work. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        var words = List.of(args);
        var smoke = words.contains("--smoke");
        var names = words.stream().filter(word -> !word.equals("--smoke")).toList();
        var chosen = ROWS.stream()
                .filter(row -> names.isEmpty() || names.contains(row.name()))
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("There is no measurement of this name; there are "
                    + ROWS.stream().map(Row::name).collect(Collectors.joining(", ")) + ".");
            System.exit(2);
        }
        var root = Path.of(System.getProperty("crm.root", "")).toAbsolutePath().normalize();
        var bench = new Bench(root, smoke ? Extent.SMOKE : Extent.FULL);
        for (var row : chosen) {
            measure(bench, row, smoke);
        }
        System.exit(0); // Clients that were cut off from a part may not linger.
    }

    private static void measure(Bench bench, Row row, boolean smoke)
            throws IOException, InterruptedException, ExecutionException {
        System.out.println("Measuring " + row.name() + ".");
        var over = endAfter(LONGEST);
        var outcome = row.measure(bench);
        over.interrupt();
        print(outcome);
        if (!smoke) {
            new Page(bench.root().resolve("docs"))
                    .add(
                            new Measured(Instant.now(), Machine.here(), revision(bench.root()), outcome),
                            ROWS.stream().map(Row::name).toList());
        }
    }

    private static void print(Outcome outcome) {
        outcome.tables().forEach(table -> System.out.println(table.markdown()));
        outcome.figures()
                .forEach(figure -> System.out.println("  %s: %s (%s), must %s: %s"
                        .formatted(figure.name(), figure.measured(), figure.scatter(), figure.must(), figure.met())));
        outcome.notes().forEach(note -> System.out.println("  - " + note));
    }

    private static Thread endAfter(Duration longest) {
        return Thread.ofPlatform().daemon().name("end").start(() -> {
            try {
                Thread.sleep(longest);
                System.err.println("It takes longer than it ever should, and is ended.");
                Runtime.getRuntime().halt(1);
            } catch (InterruptedException _) {
                // Done in time.
            }
        });
    }

    private static String revision(Path root) throws IOException, InterruptedException {
        var git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                .directory(root.toFile())
                .start();
        var words = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor() == 0 ? words : "unknown";
    }
}
