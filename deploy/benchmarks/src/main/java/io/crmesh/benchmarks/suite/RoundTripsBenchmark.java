package io.crmesh.benchmarks.suite;

import static io.crmesh.benchmarks.contest.Participants.PRODUCT;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.contest.Participants;
import io.crmesh.benchmarks.contest.Subject;
import io.crmesh.benchmarks.load.DeliveryRecorder;
import io.crmesh.benchmarks.load.Load;
import io.crmesh.benchmarks.parts.CountingProxy;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.report.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** Benchmark of database round trips per order, including its history and trim. */
public final class RoundTripsBenchmark implements Benchmark {

    private static final Goal GOAL = Goal.atMost(1.3, 1.1, "");
    private static final int ORDERS = 400;
    private static final int WARM = 4000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "round-trips";
    }

    @Override
    public Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException, ExecutionException {
        try (var testBed = TestBed.in(bench.root())) {
            var participants = Participants.on(bench, testBed);
            var proxy =
                    testBed.keep(CountingProxy.before(participants.database().port()));
            participants.product(_ -> "mongodb://127.0.0.1:%d/?retryWrites=false".formatted(proxy.port()));
            var deliveries = participants.deliveries();
            var counting = new Counting(proxy, participants.subject(PRODUCT), deliveries);
            var _ = counting.countedFor(
                    Load.flat(32, Math.min(WARM, bench.extent().warm()), TIMEOUT));
            Thread.sleep(IDLE);
            var idle = counting.idle(IDLE);
            var full = counting.countedFor(Load.flat(32, ORDERS, TIMEOUT));
            var alone = counting.countedFor(Load.flat(1, ORDERS, TIMEOUT));
            var steady = counting.countedFor(Load.steady(200, Duration.ofSeconds(2)));
            return outcome(idle, List.of(full, alone, steady));
        }
    }

    private Outcome outcome(double idle, List<Counted> counted) {
        var words = List.of("32 connections, full load", "one after the other", "steady, 200/s");
        var lines = new ArrayList<List<String>>();
        for (int i = 0; i < words.size(); i++) {
            var one = counted.get(i);
            lines.add(List.of(
                    words.get(i),
                    Long.toString(one.orders()),
                    Scatter.number(one.perOrder()),
                    one.commands().toString()));
        }
        return new Outcome(
                name(),
                "Database round trips",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(Figure.counted(
                        "database round trips per order, history and trim included",
                        GOAL,
                        counted.getFirst().perOrder())),
                List.of(new Table(List.of("Load", "orders", "round trips per order", "commands"), lines)),
                List.of(),
                List.of(
                        "Counted between service and database, from the first request until all was delivered and a"
                                + " second more, after a warm-up. What the service asks when it has nothing to do is in"
                                + " it: "
                                + Scatter.number(idle) + "/s.",
                        "A service that batches asks less often the more it has to do: the figure is that of full"
                                + " load."));
    }

    /** Database commands for a number of orders. */
    private record Counted(long orders, TreeMap<String, Long> commands) {
        double perOrder() {
            return commands.values().stream().mapToLong(Long::longValue).sum() / (double) Math.max(1, orders);
        }
    }

    private record Counting(CountingProxy proxy, Subject subject, DeliveryRecorder deliveries) {

        private static final Duration SETTLING = Duration.ofSeconds(1);

        Counted countedFor(Load load) throws InterruptedException {
            var before = proxy.commands();
            var delivered = deliveries.arrived(subject.topic()).count();
            var result = load.on(subject.server().http(), subject.orders());
            var _ = deliveries.await(subject.topic(), delivered + result.successes(), TIMEOUT);
            Thread.sleep(SETTLING);
            var asked = new TreeMap<String, Long>();
            proxy.commands().forEach((name, now) -> {
                var more = now - before.getOrDefault(name, 0L);
                if (more > 0) {
                    asked.put(name, more);
                }
            });
            return new Counted(result.successes(), asked);
        }

        double idle(Duration time) throws InterruptedException {
            var before = sum();
            Thread.sleep(time);
            return (sum() - before) / (double) time.toSeconds();
        }

        private long sum() {
            return proxy.commands().values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
