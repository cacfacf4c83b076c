package io.crmesh.benchmarks.rows;

import static io.crmesh.benchmarks.rows.Cast.PLAIN_PLATFORM;
import static io.crmesh.benchmarks.rows.Cast.PLAIN_VIRTUAL;
import static io.crmesh.benchmarks.rows.Cast.PRODUCT;

import io.crmesh.benchmarks.Bench;
import io.crmesh.benchmarks.Row;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Stage;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/** What it costs to lose nothing: orders that the product takes, beside a service that saves and then sends. */
public final class OrdersRow implements Row {

    /** Whose CPU is part of an order's path besides the service's. */
    static final List<String> PARTS = List.of("broker", "database");

    private static final Goal DELIVERED = Goal.atLeast(0.8, 1.0, "×");
    private static final Goal CPU = Goal.atMost(1.35, 1.2, "×");
    private static final String RAW_TOPIC = "benchmark.raw";

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public Outcome measure(Bench bench) throws IOException, InterruptedException, ExecutionException {
        try (var stage = Stage.in(bench.root())) {
            var cast = Cast.on(bench, stage);
            cast.product(UnaryOperator.identity());
            cast.plain();
            cast.makeTopics(RAW_TOPIC);
            var cpu = cast.cpu();
            var contest = new Contest(bench, cast.subjects(), cast.deliveries(), cpu);
            contest.warm();
            contest.run();
            var raw = new Raw();
            for (int round = 0; round < bench.extent().rounds(); round++) {
                raw.insert(cast.mongodb(), bench.extent().flat().dividedBy(3));
                raw.send(
                        cast.broker().address(),
                        RAW_TOPIC,
                        bench.extent().flat().dividedBy(3));
            }
            return outcome(contest, raw);
        }
    }

    private Outcome outcome(Contest contest, Raw raw) {
        var plain = contest.better(PLAIN_VIRTUAL, PLAIN_PLATFORM);
        var delivered = Scatter.ofRatios(
                contest.of(PRODUCT, Round::deliveredPerSecond), contest.of(plain, Round::deliveredPerSecond));
        var cpu = Scatter.ofRatios(
                contest.of(PRODUCT, round -> path(round, PRODUCT)), contest.of(plain, round -> path(round, plain)));
        var notes = new ArrayList<>(List.of(
                "The yardstick of the figures is the better of the two plain services: " + plain
                        + ". It asks nobody whether the customer exists, has no metrics, no traces, no command ids.",
                "32 connections, 4 lines and 700 bytes an order, every one with an Idempotency-Key of its own.",
                "Raw insertOne, 32 callers: %s/s; order-service delivers %s %% of that. Raw produce: %s/s."
                        .formatted(raw.inserts(), percent(contest, raw), raw.sends())));
        notes.addAll(contest.troubles());
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

    /** All that an order takes of the CPU on its way, in microseconds. */
    static double path(Round round, String subject) {
        return round.micros(subject) + round.micros("broker") + round.micros("database");
    }

    private static String percent(Contest contest, Raw raw) {
        var delivered = Scatter.of(contest.of(PRODUCT, Round::deliveredPerSecond));
        return Scatter.number(100 * delivered.median() / raw.inserts().median());
    }
}
