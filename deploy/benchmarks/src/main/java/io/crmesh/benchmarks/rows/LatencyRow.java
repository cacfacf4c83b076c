package io.crmesh.benchmarks.rows;

import static io.crmesh.benchmarks.rows.Cast.PLAIN_VIRTUAL;
import static io.crmesh.benchmarks.rows.Cast.PRODUCT;

import io.crmesh.benchmarks.Bench;
import io.crmesh.benchmarks.Row;
import io.crmesh.benchmarks.load.Load;
import io.crmesh.benchmarks.load.Waits;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Stage;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.report.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** How soon others hear of an order when the machine has time: beside Kafka alone, which is as soon as it gets. */
public final class LatencyRow implements Row {

    private static final double PER_SECOND = 200;
    private static final Goal P50 = Goal.atMost(3, 2, "ms");
    private static final Goal P99 = Goal.atMost(10, 7, "ms");
    private static final Goal WITHIN = new Goal(Goal.Direction.AT_MOST, "–", "≤ 2.0 ×", Double.POSITIVE_INFINITY, 2.0);
    private static final String KAFKA_TOPIC = "benchmark.kafka";
    private static final String KAFKA = "Kafka alone";
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final List<Journeys> product = new ArrayList<>();
    private final List<Journeys> plain = new ArrayList<>();
    private final List<Waits> kafka = new ArrayList<>();
    private final List<Double> foreign = new ArrayList<>();

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Outcome measure(Bench bench) throws IOException, InterruptedException, ExecutionException {
        try (var stage = Stage.in(bench.root())) {
            var cast = Cast.on(bench, stage);
            cast.product(UnaryOperator.identity());
            cast.plain(PLAIN_VIRTUAL, true);
            cast.makeTopics(KAFKA_TOPIC);
            var cpu = cast.cpu();
            var deliveries = cast.deliveries(KAFKA_TOPIC);
            new Contest(bench, cast.subjects(), deliveries, cpu).warm();
            var alone = new KafkaAlone(cast.broker().address(), KAFKA_TOPIC, deliveries);
            var load = Load.steady(PER_SECOND, bench.extent().steady());
            for (int round = 0; round < bench.extent().rounds(); round++) {
                product.add(quietly(cpu, () -> Journeys.of(cast.subject(PRODUCT), deliveries, load)));
                kafka.add(quietly(
                        cpu, () -> alone.measure(PER_SECOND, bench.extent().steady())));
                plain.add(quietly(cpu, () -> Journeys.of(cast.subject(PLAIN_VIRTUAL), deliveries, load)));
                bench.say("round %d: %s; %s %s"
                        .formatted(round + 1, product.getLast().fromAccepted(), KAFKA, kafka.getLast()));
            }
            return outcome();
        }
    }

    @FunctionalInterface
    private interface Steady<T> {
        T run() throws InterruptedException;
    }

    private <T> T quietly(Cpu cpu, Steady<T> round) throws InterruptedException {
        cpu.awaitQuiet(QUIET);
        var before = cpu.read();
        var measured = round.run();
        foreign.add(cpu.since(before).foreign());
        return measured;
    }

    private Outcome outcome() {
        var p50 = of(product, each -> each.fromAccepted().p50());
        var aloneP50 = of(kafka, Waits::p50);
        var lost = product.stream().mapToLong(Journeys::lost).sum();
        var name = "accepted → fact at a consumer, 200/s open loop, ";
        return new Outcome(
                name(),
                "From an order to its fact",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(
                        Figure.of(name + "p50 ms", "–", P50, Scatter.of(p50)),
                        Figure.of(
                                name + "p99 ms",
                                "–",
                                P99,
                                Scatter.of(
                                        of(product, each -> each.fromAccepted().p99()))),
                        Figure.of(name + "p50", KAFKA, WITHIN, Scatter.ofRatios(p50, aloneP50)),
                        Figure.of(
                                name + "p99",
                                KAFKA,
                                WITHIN,
                                Scatter.ofRatios(
                                        of(product, each -> each.fromAccepted().p99()), of(kafka, Waits::p99)))),
                List.of(table()),
                foreign,
                List.of(
                        "Accepted is when the answer was here. Kafka alone: from when a record was meant to be sent, linger 0.",
                        "Orders of the product that failed or were not heard of: " + lost + "."));
    }

    private Table table() {
        var columns = List.of(
                "Subject", "answer p50 ms", "p99", "accepted → fact p50 ms", "p99", "request → fact p50 ms", "p99");
        var none = "–";
        return new Table(
                columns,
                List.of(
                        line(PRODUCT, product),
                        line(PLAIN_VIRTUAL, plain),
                        List.of(
                                KAFKA,
                                none,
                                none,
                                none,
                                none,
                                Scatter.of(of(kafka, Waits::p50)).toString(),
                                Scatter.of(of(kafka, Waits::p99)).toString())));
    }

    private static List<String> line(String subject, List<Journeys> journeys) {
        return List.of(
                subject,
                Scatter.of(of(journeys, each -> each.answers().p50())).toString(),
                Scatter.of(of(journeys, each -> each.answers().p99())).toString(),
                Scatter.of(of(journeys, each -> each.fromAccepted().p50())).toString(),
                Scatter.of(of(journeys, each -> each.fromAccepted().p99())).toString(),
                Scatter.of(of(journeys, each -> each.fromIntended().p50())).toString(),
                Scatter.of(of(journeys, each -> each.fromIntended().p99())).toString());
    }

    private static <T> List<Double> of(List<T> rounds, Function<T, Double> figure) {
        return rounds.stream().map(figure).toList();
    }
}
