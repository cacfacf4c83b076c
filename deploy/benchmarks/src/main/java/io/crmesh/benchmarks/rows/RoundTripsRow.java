package io.crmesh.benchmarks.rows;

import static io.crmesh.benchmarks.rows.Cast.PRODUCT;

import io.crmesh.benchmarks.Bench;
import io.crmesh.benchmarks.Row;
import io.crmesh.benchmarks.load.Deliveries;
import io.crmesh.benchmarks.load.Load;
import io.crmesh.benchmarks.parts.CountingProxy;
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
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** How often the database is asked for one order, with all that follows from it: its history and its trim. */
public final class RoundTripsRow implements Row {

    private static final Goal GOAL = Goal.atMost(1.3, 1.1, "");
    private static final int ORDERS = 400;
    private static final int WARM = 4000;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "round-trips";
    }

    @Override
    public Outcome measure(Bench bench) throws IOException, InterruptedException, ExecutionException {
        try (var stage = Stage.in(bench.root())) {
            var cast = Cast.on(bench, stage);
            var proxy = stage.keep(CountingProxy.before(cast.database().port()));
            cast.product(_ -> "mongodb://127.0.0.1:%d/?retryWrites=false".formatted(proxy.port()));
            var deliveries = cast.deliveries();
            var counting = new Counting(proxy, cast.subject(PRODUCT), deliveries);
            var _ = counting.after(Load.flat(32, Math.min(WARM, bench.extent().warm()), LONGEST));
            Thread.sleep(IDLE);
            var idle = counting.idle(IDLE);
            var full = counting.after(Load.flat(32, ORDERS, LONGEST));
            var alone = counting.after(Load.flat(1, ORDERS, LONGEST));
            var steady = counting.after(Load.steady(200, Duration.ofSeconds(2)));
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
                        "Counted between service and database, from the first request until all was delivered and a second"
                                + " more, after a warm-up. What the service asks when it has nothing to do is in it: "
                                + Scatter.number(idle) + "/s.",
                        "A service that batches asks less often the more it has to do: the figure is that of full load."));
    }

    /** What was asked for so many orders. */
    private record Counted(long orders, TreeMap<String, Long> commands) {
        double perOrder() {
            return commands.values().stream().mapToLong(Long::longValue).sum() / (double) Math.max(1, orders);
        }
    }

    private record Counting(CountingProxy proxy, Subject subject, Deliveries deliveries) {

        private static final Duration SETTLING = Duration.ofSeconds(1);

        Counted after(Load load) throws InterruptedException {
            var before = proxy.commands();
            var delivered = deliveries.arrived(subject.topic()).count();
            var tally = load.on(subject.server().http(), subject.orders());
            var _ = deliveries.await(subject.topic(), delivered + tally.successes(), LONGEST);
            Thread.sleep(SETTLING);
            var asked = new TreeMap<String, Long>();
            proxy.commands().forEach((name, now) -> {
                var more = now - before.getOrDefault(name, 0L);
                if (more > 0) {
                    asked.put(name, more);
                }
            });
            return new Counted(tally.successes(), asked);
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
