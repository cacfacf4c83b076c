package io.crmesh.benchmarks;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.contest.RunSize;
import io.crmesh.benchmarks.report.Machine;
import io.crmesh.benchmarks.report.Measured;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Page;
import io.crmesh.benchmarks.suite.AutomationBenchmark;
import io.crmesh.benchmarks.suite.Benchmark;
import io.crmesh.benchmarks.suite.GatewayBenchmark;
import io.crmesh.benchmarks.suite.ImportBenchmark;
import io.crmesh.benchmarks.suite.LatencyBenchmark;
import io.crmesh.benchmarks.suite.MemoryBenchmark;
import io.crmesh.benchmarks.suite.ModulithBenchmark;
import io.crmesh.benchmarks.suite.OrdersBenchmark;
import io.crmesh.benchmarks.suite.ProfileBenchmark;
import io.crmesh.benchmarks.suite.RoundTripsBenchmark;
import io.crmesh.benchmarks.suite.SecurityBenchmark;
import io.crmesh.benchmarks.suite.StartBenchmark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * Main class of the benchmarks: {@code BenchMain [NAME] [--smoke]} measures and writes the page. It ends with all that
 * it started, and halts a benchmark that takes longer than 20 minutes.
 */
public final class BenchMain {

    private static final List<Benchmark> BENCHMARKS = List.of(
            new OrdersBenchmark(),
            new MemoryBenchmark(),
            new SecurityBenchmark(),
            new RoundTripsBenchmark(),
            new LatencyBenchmark(),
            new ModulithBenchmark(),
            new ProfileBenchmark(),
            new AutomationBenchmark(),
            new StartBenchmark(),
            new GatewayBenchmark(),
            new ImportBenchmark());
    private static final Duration TIMEOUT = Duration.ofMinutes(20);

    private BenchMain() {}

    /** Takes the name of one benchmark, or none for all; {@code --smoke} only checks that they work. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        var words = List.of(args);
        var smoke = words.contains("--smoke");
        var names = words.stream().filter(word -> !word.equals("--smoke")).toList();
        var chosen = BENCHMARKS.stream()
                .filter(row -> names.isEmpty() || names.contains(row.name()))
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("There is no benchmark of this name; there are "
                    + BENCHMARKS.stream().map(Benchmark::name).collect(Collectors.joining(", ")) + ".");
            System.exit(2);
        }
        var root = Path.of(System.getProperty("crm.root", "")).toAbsolutePath().normalize();
        var bench = new BenchmarkRun(root, smoke ? RunSize.SMOKE : RunSize.FULL);
        for (var row : chosen) {
            measure(bench, row, smoke);
        }
        System.exit(0); // Clients that lost their part must not keep the JVM alive.
    }

    private static void measure(BenchmarkRun bench, Benchmark row, boolean smoke)
            throws IOException, InterruptedException, ExecutionException {
        System.out.println("Measuring " + row.name() + ".");
        var over = endAfter(TIMEOUT);
        var outcome = row.measure(bench);
        over.interrupt();
        print(outcome);
        if (!smoke) {
            new Page(bench.root().resolve("docs"))
                    .add(
                            new Measured(Instant.now(), Machine.here(), revision(bench.root()), outcome),
                            BENCHMARKS.stream().map(Benchmark::name).toList());
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
                System.err.println("The benchmark takes too long and is ended.");
                Runtime.getRuntime().halt(1);
            } catch (InterruptedException _) {
                // The benchmark ended in time.
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
