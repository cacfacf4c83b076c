package io.crmesh.benchmarks.suite;

import static io.crmesh.benchmarks.contest.Participants.PLAIN_VIRTUAL;
import static io.crmesh.benchmarks.contest.Participants.PRODUCT;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.contest.Contest;
import io.crmesh.benchmarks.contest.EventLatencies;
import io.crmesh.benchmarks.contest.Participants;
import io.crmesh.benchmarks.load.Latencies;
import io.crmesh.benchmarks.load.Load;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.report.Table;
import io.crmesh.benchmarks.yardstick.KafkaAlone;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Benchmark of event latency at moderate load, beside Kafka alone, which is the least possible latency. */
public final class LatencyBenchmark implements Benchmark {

    private static final double PER_SECOND = 200;
    private static final Goal P50 = Goal.atMost(3, 2, "ms");
    private static final Goal P99 = Goal.atMost(10, 7, "ms");
    private static final Goal WITHIN = new Goal(Goal.Direction.AT_MOST, "–", "≤ 2.0 ×", Double.POSITIVE_INFINITY, 2.0);
    private static final String KAFKA_TOPIC = "benchmark.kafka";
    private static final String KAFKA = "Kafka alone";
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final List<EventLatencies> product = new ArrayList<>();
    private final List<EventLatencies> plain = new ArrayList<>();
    private final List<Latencies> kafka = new ArrayList<>();
    private final List<Double> foreign = new ArrayList<>();

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException, ExecutionException {
        try (var testBed = TestBed.in(bench.root())) {
            var participants = Participants.on(bench, testBed);
            participants.product(UnaryOperator.identity());
            participants.plain(PLAIN_VIRTUAL, true);
            participants.makeTopics(KAFKA_TOPIC);
            var cpu = participants.cpu();
            var deliveries = participants.deliveries(KAFKA_TOPIC);
            new Contest(bench, participants.subjects(), deliveries, cpu).warm();
            var alone = new KafkaAlone(participants.broker().address(), KAFKA_TOPIC, deliveries);
            var load = Load.steady(PER_SECOND, bench.extent().steady());
            for (int round = 0; round < bench.extent().rounds(); round++) {
                product.add(quietly(cpu, () -> EventLatencies.of(participants.subject(PRODUCT), deliveries, load)));
                kafka.add(quietly(
                        cpu, () -> alone.measure(PER_SECOND, bench.extent().steady())));
                plain.add(quietly(cpu, () -> EventLatencies.of(participants.subject(PLAIN_VIRTUAL), deliveries, load)));
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
        var aloneP50 = of(kafka, Latencies::p50);
        var lost = product.stream().mapToLong(EventLatencies::lost).sum();
        var name = "accepted → event at a consumer, 200/s open loop, ";
        return new Outcome(
                name(),
                "From an order to its event",
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
                                        of(product, each -> each.fromAccepted().p99()), of(kafka, Latencies::p99)))),
                List.of(table()),
                foreign,
                List.of(
                        "Accepted is when the answer was here. Kafka alone: from when a record was meant to be sent,"
                                + " linger 0.",
                        "Orders of the product that failed or whose event did not arrive: " + lost + "."));
    }

    private Table table() {
        var columns = List.of(
                "Subject", "answer p50 ms", "p99", "accepted → event p50 ms", "p99", "request → event p50 ms", "p99");
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
                                Scatter.of(of(kafka, Latencies::p50)).toString(),
                                Scatter.of(of(kafka, Latencies::p99)).toString())));
    }

    private static List<String> line(String subject, List<EventLatencies> journeys) {
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
