package io.crmesh.benchmarks.suite;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.contest.Installation;
import io.crmesh.benchmarks.contest.ThankYouAutomation;
import io.crmesh.benchmarks.load.ApiClient;
import io.crmesh.benchmarks.load.Orders;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.report.Table;
import io.crmesh.benchmarks.yardstick.FatJars;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Benchmark of {@code ./crm up}: the time until all parts are ready, and their memory afterwards. */
public final class StartBenchmark implements Benchmark {

    private static final Goal SECONDS = Goal.atMost(15, 12, "s");
    private static final Goal RATIO = new Goal(Goal.Direction.AT_MOST, "≤ 0.4 ×", "–", 0.4, null);
    private static final Goal MEMORY = Goal.atMost(1.6, 1.4, "GB");
    private static final int ROUNDS = 3;
    private static final Duration QUIET = Duration.ofSeconds(20);
    private static final Duration TRAINING = Duration.ofMinutes(5);

    private final List<Double> product = new ArrayList<>();
    private final List<Double> plain = new ArrayList<>();
    private final List<Double> gigabytes = new ArrayList<>();

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException {
        makeCaches(bench);
        var cpu = new Cpu(List.of());
        for (int round = 0; round < Math.min(ROUNDS, bench.extent().rounds()); round++) {
            cpu.awaitQuiet(QUIET);
            try (var testBed = TestBed.in(bench.root());
                    var installed = Installation.start(testBed, "launcher", Map.of("CRM_START_CACHES", "off"))) {
                product.add(seconds(installed.start()));
                tour(bench.root(), installed);
                gigabytes.add(installed.megabytes() / 1024);
            }
            cpu.awaitQuiet(QUIET);
            try (var testBed = TestBed.in(bench.root())) {
                plain.add(seconds(FatJars.start(testBed, Installation.services(bench.root()))));
            }
            bench.say("round %d: %s s, plain fat jars %s s, %s GB"
                    .formatted(
                            round + 1,
                            Scatter.number(product.getLast()),
                            Scatter.number(plain.getLast()),
                            Scatter.number(gigabytes.getLast())));
        }
        return outcome();
    }

    /** The first start makes the caches for later starts, once after a build. */
    private static void makeCaches(BenchmarkRun bench) throws IOException, InterruptedException {
        try (var testBed = TestBed.in(bench.root());
                var installed = Installation.start(testBed, "launcher", Map.of())) {
            bench.say("without caches: %s s".formatted(Scatter.number(seconds(installed.start()))));
            var end = System.nanoTime() + TRAINING.toNanos();
            while (!Installation.hasCaches(bench.root()) && System.nanoTime() < end) {
                Thread.sleep(500);
            }
        }
    }

    /** A customer buys and is thanked by mail. */
    private static void tour(Path root, Installation installed) throws IOException, InterruptedException {
        var api = installed.api();
        var thanks = new ThankYouAutomation(
                api, api, ApiClient.of(installed.address("mail"), ""), new ConcurrentHashMap<>());
        thanks.enable(root);
        var customer = thanks.register(1).getFirst();
        for (int order = 0; order < 3; order++) {
            var _ = api.post("/api/orders", Orders.template().replace("CUSTOMER", customer));
        }
        var end = System.nanoTime() + QUIET.toNanos();
        while (thanks.mailed() < 3 && System.nanoTime() < end) {
            Thread.sleep(100);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private Outcome outcome() {
        return new Outcome(
                name(),
                "Starting, and memory",
                "the product as ./crm up starts it: -Xmx256m, Serial, compact headers, beans chosen by the build,"
                        + " start-up caches, all of the just-in-time compiler; plain: -Xmx256m and nothing else",
                List.of(
                        Figure.of("./crm up after the build, until all is ready, s", "–", SECONDS, Scatter.of(product)),
                        Figure.of("the same", "plain fat jars, full JIT", RATIO, Scatter.ofRatios(product, plain)),
                        Figure.of(
                                "memory of all processes (PSS) after the tour, GB",
                                "–",
                                MEMORY,
                                Scatter.of(gigabytes))),
                List.of(new Table(
                        List.of("Subject", "all ready, s", "PSS after the tour, GB"),
                        List.of(
                                List.of(
                                        "./crm up with its caches",
                                        Scatter.of(product).toString(),
                                        Scatter.of(gigabytes).toString()),
                                List.of("plain fat jars", Scatter.of(plain).toString(), "–")))),
                List.of(),
                List.of(
                        "Both start six services, a broker, a database and a mail server at once. The caches were made"
                                + " by an earlier start.",
                        "The tour: an automation, a customer, three orders and their mails, all through the gateway."));
    }
}
