package io.crmesh.benchmarks.suite;

import static io.crmesh.benchmarks.contest.Participants.PLAIN_VIRTUAL;
import static io.crmesh.benchmarks.contest.Participants.PRODUCT;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.contest.Contest;
import io.crmesh.benchmarks.contest.ContestTable;
import io.crmesh.benchmarks.contest.Participants;
import io.crmesh.benchmarks.contest.Round;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/** Benchmark of orders on a database without a file: shows which part of their cost is durability. */
public final class MemoryBenchmark implements Benchmark {

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException, ExecutionException {
        try (var testBed = TestBed.in(bench.root())) {
            var participants = Participants.on(bench, testBed, testBed.memoryDatabase());
            participants.product(UnaryOperator.identity());
            participants.plain(PLAIN_VIRTUAL, true);
            var contest = new Contest(bench, participants.subjects(), participants.deliveries(), participants.cpu());
            contest.warm();
            contest.run();
            return outcome(contest);
        }
    }

    private Outcome outcome(Contest contest) {
        var delivered = Scatter.ofRatios(
                contest.of(PRODUCT, Round::deliveredPerSecond), contest.of(PLAIN_VIRTUAL, Round::deliveredPerSecond));
        var cpu = Scatter.ofRatios(
                contest.of(PRODUCT, round -> OrdersBenchmark.path(round, PRODUCT)),
                contest.of(PLAIN_VIRTUAL, round -> OrdersBenchmark.path(round, PLAIN_VIRTUAL)));
        var notes = new ArrayList<>(List.of(
                "The embedded database without its file and its journal; no goal is set for it.",
                "Delivered: %s of the plain service with virtual threads; CPU per order: %s of it."
                        .formatted(delivered, cpu)));
        notes.addAll(contest.failures());
        return new Outcome(
                name(),
                "Orders under full load, on a memory back end",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(),
                List.of(ContestTable.of(contest, List.of(PRODUCT, PLAIN_VIRTUAL), OrdersBenchmark.PARTS)),
                contest.foreign(),
                notes);
    }
}
