package io.crmesh.benchmarks.suite;

import static io.crmesh.benchmarks.contest.Participants.PRODUCT;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.contest.Contest;
import io.crmesh.benchmarks.contest.ContestTable;
import io.crmesh.benchmarks.contest.Participants;
import io.crmesh.benchmarks.contest.Round;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Postgres;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/** Benchmark of two transactional outboxes: orders that the product takes, beside the event registry of Spring Modulith. */
public final class ModulithBenchmark implements Benchmark {

    private static final Goal DELIVERED = Goal.atLeast(4, 5, "×");
    private static final String FIGURE = "orders delivered to a consumer per second, 32 connections";
    private static final String TITLE = "Orders beside Spring Modulith's event registry";
    private static final String PROFILE = "-Xms512m -Xmx512m " + Jvm.PROFILE;
    private static final String YARDSTICK = "Spring Modulith, JDBC and PostgreSQL";
    private static final String VIRTUAL = "modulith, virtual threads";
    private static final String PLATFORM = "modulith, platform threads";
    private static final String TOPIC = "benchmark.modulith";

    @Override
    public String name() {
        return "modulith";
    }

    @Override
    public Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException, ExecutionException {
        var postgres = Postgres.find();
        if (postgres.isEmpty()) {
            var figure = Figure.missing(FIGURE, YARDSTICK, DELIVERED, "PostgreSQL is not installed");
            return new Outcome(name(), TITLE, PROFILE, List.of(figure), List.of(), List.of(), List.of());
        }
        try (var testBed = TestBed.in(bench.root())) {
            var participants = Participants.on(bench, testBed);
            participants.product(UnaryOperator.identity());
            var running = postgres.get().start(testBed);
            participants.add(running.part());
            participants.makeTopics(TOPIC);
            var settings = Map.of("BENCHMARK_POSTGRES", running.url(), "BENCHMARK_POSTGRES_USER", running.user());
            participants.add(participants.yardstick("modulith-service", VIRTUAL, true, settings), TOPIC);
            participants.add(participants.yardstick("modulith-service", PLATFORM, false, settings), TOPIC);
            var contest = new Contest(bench, participants.subjects(), participants.deliveries(), participants.cpu());
            contest.warm();
            contest.run();
            return outcome(contest);
        }
    }

    private Outcome outcome(Contest contest) {
        var peer = contest.better(VIRTUAL, PLATFORM);
        var delivered = Scatter.ofRatios(
                contest.of(PRODUCT, Round::deliveredPerSecond), contest.of(peer, Round::deliveredPerSecond));
        var notes = new ArrayList<>(List.of(
                "The yardstick of the figure is the better of the two: " + peer
                        + ". PostgreSQL commits durably, as it does by default; the connection pool holds 32.",
                "A publication is deleted when it is sent, which keeps the registry small"
                        + " (completion-mode=delete).",
                "It accepts faster than it publishes: deliveries count, until the backlog is gone or a"
                        + " minute is over."));
        notes.addAll(contest.failures());
        return new Outcome(
                name(),
                TITLE,
                PROFILE,
                List.of(Figure.of(FIGURE, YARDSTICK, DELIVERED, delivered)),
                List.of(ContestTable.of(
                        contest, List.of(PRODUCT, VIRTUAL, PLATFORM), List.of("broker", "database", "postgresql"))),
                contest.foreign(),
                notes);
    }
}
