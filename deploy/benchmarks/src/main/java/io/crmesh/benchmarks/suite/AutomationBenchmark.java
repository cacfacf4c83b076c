package io.crmesh.benchmarks.suite;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.contest.Participants;
import io.crmesh.benchmarks.contest.PlacedEvents;
import io.crmesh.benchmarks.contest.ThankYouAutomation;
import io.crmesh.benchmarks.load.DeliveryRecorder;
import io.crmesh.benchmarks.load.Latencies;
import io.crmesh.benchmarks.load.Load;
import io.crmesh.benchmarks.load.LoadResult;
import io.crmesh.benchmarks.load.Orders;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Part;
import io.crmesh.benchmarks.parts.Service;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.parts.TestBed.Server;
import io.crmesh.benchmarks.parts.Usage;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.report.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Benchmark of the main job: the time from an accepted order to the run that it starts, and to the mail of thanks. */
public final class AutomationBenchmark implements Benchmark {

    private static final double PER_SECOND = 200;

    /** A rate that two cores sustain with all parts on them. */
    private static final double CARRIED = 40;

    private static final int CUSTOMERS = 200;
    private static final Goal RUN_P50 = Goal.atMost(25, 10, "ms");
    private static final Goal RUN_P99 = new Goal(Goal.Direction.AT_MOST, "≤ 250 ms", "–", 250, null);
    private static final Goal MAIL_P99 = new Goal(Goal.Direction.AT_MOST, "≤ 1 s", "–", 1000, null);
    private static final Duration BACKLOG = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofSeconds(10);

    /** Latencies from the answer to each step, in one round. */
    private record Steps(Latencies run, Latencies mail, long orders, long mails) {}

    private final List<Steps> rounds = new ArrayList<>();
    private final List<Steps> carried = new ArrayList<>();
    private final List<Double> foreign = new ArrayList<>();
    private final Map<String, List<Double>> spent = new LinkedHashMap<>();

    @Override
    public String name() {
        return "automation";
    }

    @Override
    public Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException, ExecutionException {
        try (var testBed = TestBed.in(bench.root())) {
            var participants = Participants.on(bench, testBed);
            var mail = testBed.mail();
            var environment = environment(participants, mail);
            var customers = testBed.service(Service.ofProduct("customer-service"), environment);
            environment.put("CRM_CUSTOMERS_URL", customers.http().toString());
            var marketing = testBed.service(Service.ofProduct("marketing-service"), environment);
            var orders = testBed.service(Service.ofProduct("order-service"), environment);
            var thanks = ThankYouAutomation.by(customers.http(), marketing.http(), mail.api());
            thanks.enable(bench.root());
            var load =
                    Orders.of(thanks.register(Math.min(CUSTOMERS, bench.extent().customers())), orders.http());
            var topics = Set.of(PlacedEvents.TOPIC, ThankYouAutomation.TOPIC);
            var deliveries =
                    testBed.keep(DeliveryRecorder.of(participants.broker().address(), topics, thanks::subjectOf));
            var parts = parts(participants, mail, List.of(customers, marketing, orders));
            var cpu = new Cpu(parts);
            var warming = bench.extent().steady().multipliedBy(4);
            bench.say("warm: " + round(thanks, orders, load, deliveries, Load.steady(PER_SECOND, warming)));
            for (int number = 0; number < bench.extent().rounds(); number++) {
                cpu.awaitQuiet(QUIET);
                var before = cpu.read();
                var time = bench.extent().steady();
                carried.add(round(thanks, orders, load, deliveries, Load.steady(CARRIED, time)));
                rounds.add(round(thanks, orders, load, deliveries, Load.steady(PER_SECOND, time)));
                var usage = cpu.since(before);
                foreign.add(usage.foreign());
                spend(
                        parts,
                        usage,
                        carried.getLast().orders() + rounds.getLast().orders());
                bench.say("round %d: %s, %s".formatted(number + 1, carried.getLast(), rounds.getLast()));
            }
            return outcome();
        }
    }

    private void spend(List<Part> parts, Usage usage, long orders) {
        for (var part : parts) {
            spent.computeIfAbsent(part.name(), _ -> new ArrayList<>()).add(usage.microsPer(orders, part.name()) / 1000);
        }
    }

    private static Map<String, String> environment(Participants participants, TestBed.Mail mail) {
        var environment = new HashMap<>(participants.environment(participants.mongodb()));
        environment.put("CRM_SMTP", mail.smtp().address());
        environment.put("CRM_MAIL_API", mail.api().toString());
        return environment;
    }

    private static List<Part> parts(Participants participants, TestBed.Mail mail, List<Server> services) {
        var parts = new ArrayList<>(services.stream().map(Server::part).toList());
        parts.add(mail.smtp().part());
        parts.add(participants.broker().part());
        parts.add(participants.database().part());
        return parts;
    }

    private static Steps round(
            ThankYouAutomation thanks, Server server, Orders orders, DeliveryRecorder deliveries, Load load)
            throws IOException, InterruptedException {
        deliveries.remember();
        var before = thanks.mailed();
        var zero = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();
        var result = load.on(server.http(), orders);
        var end = System.nanoTime() + BACKLOG.toNanos();
        while (thanks.mailed() < before + result.successes() && System.nanoTime() < end) {
            Thread.sleep(200);
        }
        var mails = thanks.mailed() - before;
        var arrivals = deliveries.arrivals();
        var mailArrivals = thanks.mailArrivals(mails);
        return new Steps(
                waits(result, id -> arrivals.get(ThankYouAutomation.RUN + id), 0),
                waits(result, mailArrivals::get, zero),
                result.successes(),
                mails);
    }

    /**
     * Latencies from the answers.
     *
     * @param zero by how much the clock of the ends is ahead of the clock of the answers
     */
    private static Latencies waits(LoadResult result, Function<String, @Nullable Long> ends, long zero) {
        var waits = new Histogram(3);
        result.accepted().forEach((id, times) -> {
            var end = ends.apply(id);
            if (end != null) {
                waits.recordValue(Math.max(0, end - zero - times.answered()));
            }
        });
        return Latencies.of(waits);
    }

    private Outcome outcome() {
        var runP50 = of(rounds, each -> each.run().p50());
        var runP99 = of(rounds, each -> each.run().p99());
        var mailP99 = of(rounds, each -> each.mail().p99());
        return new Outcome(
                name(),
                "From an order to the mail that thanks for it",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(
                        Figure.of("accepted → run stored, 200/s, p50 ms", "–", RUN_P50, runP50),
                        Figure.of("accepted → run stored, 200/s, p99 ms", "–", RUN_P99, runP99),
                        Figure.of("accepted → mail handed over, 200/s, p99 ms", "–", MAIL_P99, mailP99)),
                List.of(
                        new Table(List.of("Part", "CPU ms per order, mail included"), costs()),
                        new Table(
                                List.of(
                                        "Orders",
                                        "→ run's first event at a consumer, p50 ms",
                                        "p99 ms",
                                        "→ mail at the mail server, p50 ms",
                                        "p99 ms",
                                        "orders",
                                        "mails"),
                                List.of(
                                        line("%.0f/s".formatted(CARRIED), carried),
                                        line("%.0f/s".formatted(PER_SECOND), rounds)))),
                foreign,
                List.of(
                        "Every order starts a run and every run sends a mail, all from when the order was accepted.",
                        "A run counts as stored when its first event has reached a consumer, which is a little"
                                + " later."));
    }

    private List<List<String>> costs() {
        return spent.entrySet().stream()
                .map(part -> List.of(part.getKey(), Scatter.of(part.getValue()).toString()))
                .toList();
    }

    private static List<String> line(String what, List<Steps> rounds) {
        return List.of(
                what,
                of(rounds, each -> each.run().p50()).toString(),
                of(rounds, each -> each.run().p99()).toString(),
                of(rounds, each -> each.mail().p50()).toString(),
                of(rounds, each -> each.mail().p99()).toString(),
                "%,d".formatted(rounds.stream().mapToLong(Steps::orders).sum()),
                "%,d".formatted(rounds.stream().mapToLong(Steps::mails).sum()));
    }

    private static Scatter of(List<Steps> rounds, Function<Steps, Double> figure) {
        return Scatter.of(rounds.stream().map(figure).toList());
    }
}
