package io.crmesh.benchmarks.suite;

import static io.crmesh.benchmarks.contest.Participants.PRODUCT;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.contest.Contest;
import io.crmesh.benchmarks.contest.ContestTable;
import io.crmesh.benchmarks.contest.Participants;
import io.crmesh.benchmarks.contest.Round;
import io.crmesh.benchmarks.parts.EarlierRevision;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Service;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Benchmark of security: orders with token verification, permissions, audit and encryption, beside the last revision
 * without them. Each has a broker and a database of its own, because both use the same topic, group and collections.
 */
public final class SecurityBenchmark implements Benchmark {

    private static final String BEFORE = "db0e7e4";
    private static final Goal CPU = new Goal(Goal.Direction.AT_MOST, "≤ 1.15 ×", "–", 1.15, null);

    @Override
    public String name() {
        return "security";
    }

    @Override
    public Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException, ExecutionException {
        var earlier = EarlierRevision.at(BEFORE, PRODUCT, bench.root()).service(PRODUCT);
        try (var testBed = TestBed.in(bench.root())) {
            var now = contest(bench, testBed, Service.ofProduct(PRODUCT));
            var then = contest(bench, testBed.beside("earlier"), earlier);
            now.warm();
            then.warm();
            for (int number = 0; number < bench.extent().rounds(); number++) {
                var first = number % 2 == 0 ? now : then;
                first.run(number);
                (first == now ? then : now).run(number);
            }
            return outcome(now, then, earlier.name());
        }
    }

    private static Contest contest(BenchmarkRun bench, TestBed testBed, Service service)
            throws IOException, InterruptedException, ExecutionException {
        var participants = Participants.on(bench, testBed);
        participants.product(service, UnaryOperator.identity());
        return new Contest(bench, participants.subjects(), participants.deliveries(), participants.cpu());
    }

    private Outcome outcome(Contest now, Contest then, String before) {
        var cpu = Scatter.ofRatios(
                now.of(PRODUCT, round -> OrdersBenchmark.path(round, PRODUCT)),
                then.of(before, round -> OrdersBenchmark.path(round, before)));
        var delivered = Scatter.ofRatios(
                now.of(PRODUCT, Round::deliveredPerSecond), then.of(before, Round::deliveredPerSecond));
        var notes = new ArrayList<>(List.of(
                "The same orders and tokens for both; at %s they are not verified. An order holds nothing personal, so nothing of it is encrypted."
                        .formatted(BEFORE),
                "Each has a broker and a database of its own; those of the other idle meanwhile, and are among the"
                        + " others' CPU.",
                "Delivered: %s of what it was.".formatted(delivered)));
        notes.addAll(now.failures());
        notes.addAll(then.failures());
        return new Outcome(
                name(),
                "Orders with and without verification, permissions, audit trail and encrypting",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(Figure.of(
                        "CPU per order: service, broker, database", "itself without security, " + BEFORE, CPU, cpu)),
                List.of(together(
                        ContestTable.of(now, List.of(PRODUCT), OrdersBenchmark.PARTS),
                        ContestTable.of(then, List.of(before), OrdersBenchmark.PARTS))),
                Stream.concat(now.foreign().stream(), then.foreign().stream()).toList(),
                notes);
    }

    private static Table together(Table first, Table second) {
        return new Table(
                first.columns(),
                Stream.concat(first.lines().stream(), second.lines().stream()).toList());
    }
}
