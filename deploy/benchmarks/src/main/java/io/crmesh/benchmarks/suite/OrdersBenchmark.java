package io.crmesh.benchmarks.suite;

import static io.crmesh.benchmarks.contest.Participants.PLAIN_PLATFORM;
import static io.crmesh.benchmarks.contest.Participants.PLAIN_VIRTUAL;
import static io.crmesh.benchmarks.contest.Participants.PRODUCT;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.contest.Contest;
import io.crmesh.benchmarks.contest.ContestTable;
import io.crmesh.benchmarks.contest.Participants;
import io.crmesh.benchmarks.contest.Round;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.yardstick.RawThroughput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/** Benchmark of reliable publishing: orders that the product takes, beside a service that saves and then sends. */
public final class OrdersBenchmark implements Benchmark {

    /** Parts whose CPU belongs to the path of an order, besides the service. */
    static final List<String> PARTS = List.of("broker", "database");

    private static final Goal DELIVERED = Goal.atLeast(0.8, 1.0, "×");
    private static final Goal CPU = Goal.atMost(1.35, 1.2, "×");
    private static final String RAW_TOPIC = "benchmark.raw";

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException, ExecutionException {
        try (var testBed = TestBed.in(bench.root())) {
            var participants = Participants.on(bench, testBed);
            participants.product(UnaryOperator.identity());
            participants.plain();
            participants.makeTopics(RAW_TOPIC);
            var cpu = participants.cpu();
            var contest = new Contest(bench, participants.subjects(), participants.deliveries(), cpu);
            contest.warm();
            contest.run();
            var raw = new RawThroughput();
            for (int round = 0; round < bench.extent().rounds(); round++) {
                raw.insert(participants.mongodb(), bench.extent().flat().dividedBy(3));
                raw.send(
                        participants.broker().address(),
                        RAW_TOPIC,
                        bench.extent().flat().dividedBy(3));
            }
            return outcome(contest, raw);
        }
    }

    private Outcome outcome(Contest contest, RawThroughput raw) {
        var plain = contest.better(PLAIN_VIRTUAL, PLAIN_PLATFORM);
        var delivered = Scatter.ofRatios(
                contest.of(PRODUCT, Round::deliveredPerSecond), contest.of(plain, Round::deliveredPerSecond));
        var cpu = Scatter.ofRatios(
                contest.of(PRODUCT, round -> path(round, PRODUCT)), contest.of(plain, round -> path(round, plain)));
        var notes = new ArrayList<>(List.of(
                "The yardstick of the figures is the better of the two plain services: " + plain
                        + ". It does not check that the customer exists, and has no metrics, traces or command ids.",
                "32 connections, 4 lines and 700 bytes an order, every one with an Idempotency-Key of its own.",
                "Raw insertOne, 32 callers: %s/s; order-service delivers %s %% of that. Raw produce: %s/s."
                        .formatted(raw.inserts(), percent(contest, raw), raw.sends())));
        notes.addAll(contest.failures());
        return new Outcome(
                name(),
                "Orders under full load",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(
                        Figure.of(
                                "orders delivered to a consumer per second, 32 connections",
                                plain,
                                DELIVERED,
                                delivered),
                        Figure.of("CPU per order: service, broker, database", plain, CPU, cpu)),
                List.of(ContestTable.of(contest, List.of(PRODUCT, PLAIN_VIRTUAL, PLAIN_PLATFORM), PARTS)),
                contest.foreign(),
                notes);
    }

    /** CPU of an order on its whole path, in microseconds. */
    static double path(Round round, String subject) {
        return round.micros(subject) + round.micros("broker") + round.micros("database");
    }

    private static String percent(Contest contest, RawThroughput raw) {
        var delivered = Scatter.of(contest.of(PRODUCT, Round::deliveredPerSecond));
        return Scatter.number(100 * delivered.median() / raw.inserts().median());
    }
}
