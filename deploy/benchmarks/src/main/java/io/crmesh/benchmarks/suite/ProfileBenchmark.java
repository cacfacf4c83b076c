package io.crmesh.benchmarks.suite;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.contest.Participants;
import io.crmesh.benchmarks.contest.PlacedEvents;
import io.crmesh.benchmarks.load.ApiClient;
import io.crmesh.benchmarks.load.ConsumerGroup;
import io.crmesh.benchmarks.load.Customers;
import io.crmesh.benchmarks.parts.CountingProxy;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.Jvm;
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
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** Benchmark of marketing-service: events applied to customer profiles per second, each evaluated and stored. */
public final class ProfileBenchmark implements Benchmark {

    private static final Goal RATE = Goal.atLeast(1500, 4000, "/s");
    private static final Goal ROUND_TRIPS = Goal.atMost(3, 2, "");
    private static final String NAME = "marketing-service";
    private static final String GROUP = "marketing.profiles";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final int COUNTED = 4000;

    /** Customers buy a few times, not hundreds of times: three times on average in CDNOW. */
    private static final int FEW_EVENTS_EACH = 20;

    private final List<Double> rates = new ArrayList<>();
    private final List<Usage> usages = new ArrayList<>();

    @Override
    public String name() {
        return "profile";
    }

    @Override
    public Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException, ExecutionException {
        try (var testBed = TestBed.in(bench.root())) {
            var participants = Participants.on(bench, testBed);
            participants.makeTopics("crm.customers", PlacedEvents.TOPIC);
            var customers = Customers.ids(bench.extent().customers() * FEW_EVENTS_EACH);
            Customers.register(participants.broker().address(), bench.root(), customers);
            var events = PlacedEvents.of(participants.broker().address(), customers, bench.root());
            var group = new ConsumerGroup(participants.admin(), GROUP, PlacedEvents.TOPIC);
            var server = testBed.service(Service.ofProduct(NAME), participants.environment(participants.mongodb()));
            enableAutomation(bench, server);
            var cpu = new Cpu(List.of(
                    server.part(),
                    participants.broker().part(),
                    participants.database().part()));
            bench.say("the first events: %s/s"
                    .formatted(Scatter.number(
                            rate(server, events, group, bench.extent().events()))));
            for (int round = 0; round < bench.extent().rounds(); round++) {
                cpu.awaitQuiet(QUIET);
                var before = cpu.read();
                rates.add(rate(server, events, group, bench.extent().events() / 2));
                usages.add(cpu.since(before));
                bench.say("round %d: %s/s".formatted(round + 1, Scatter.number(rates.getLast())));
            }
            server.part().close();
            return outcome(bench, roundTrips(bench, testBed, participants, events, group));
        }
    }

    /** Enables an automation that no event satisfies: events are evaluated, but start no runs. */
    private static void enableAutomation(BenchmarkRun bench, Server server) throws IOException, InterruptedException {
        var example = Files.readString(bench.root().resolve("docs/examples/third-purchase.json"));
        var api = ApiClient.of(server.http());
        var made = api.post("/api/automations", example.replaceFirst("\"value\": 3", "\"value\": 100000000"));
        var _ = api.postToNew("/api/automations/" + made.get("id").asString() + "/enable", "{}");
    }

    /** Events per second; the service is frozen while they are published, so all exist before the first is applied. */
    private static double rate(Server server, PlacedEvents events, ConsumerGroup group, int count)
            throws IOException, InterruptedException, ExecutionException {
        server.part().freeze();
        events.publish(count);
        server.part().thaw();
        var begin = System.nanoTime();
        group.awaitAll(TIMEOUT);
        return count * 1e9 / (System.nanoTime() - begin);
    }

    /** Counted with a new process, because counting slows down the measurement of the rate. */
    private static Map<String, Double> roundTrips(
            BenchmarkRun bench, TestBed testBed, Participants participants, PlacedEvents events, ConsumerGroup group)
            throws IOException, InterruptedException, ExecutionException {
        var proxy = testBed.keep(CountingProxy.before(participants.database().port()));
        var service = Service.ofProduct(NAME).named(NAME + "-counted");
        var server = testBed.service(
                service, participants.environment("mongodb://127.0.0.1:%d/?retryWrites=false".formatted(proxy.port())));
        var count = Math.min(COUNTED, bench.extent().events());
        var _ = rate(server, events, group, count);
        Thread.sleep(SETTLING);
        var before = proxy.commands();
        var _ = rate(server, events, group, count);
        Thread.sleep(SETTLING);
        var perEvent = new TreeMap<String, Double>();
        proxy.commands().forEach((command, now) -> {
            var asked = (now - before.getOrDefault(command, 0L)) / (double) count;
            if (asked >= 0.001) {
                perEvent.put(command, asked);
            }
        });
        return perEvent;
    }

    private Outcome outcome(BenchmarkRun bench, Map<String, Double> roundTrips) {
        var half = bench.extent().events() / 2;
        var all = roundTrips.values().stream().mapToDouble(Double::doubleValue).sum();
        var cells = new ArrayList<List<String>>();
        Set.of(NAME, "broker", "database").stream()
                .sorted()
                .forEach(part -> cells.add(List.of(
                        "CPU µs per event, " + part,
                        Scatter.of(usages.stream()
                                        .map(usage -> usage.microsPer(half, part))
                                        .toList())
                                .toString())));
        cells.add(List.of("events applied per second", Scatter.of(rates).toString()));
        roundTrips.forEach((command, count) -> cells.add(List.of("per event: " + command, Scatter.number(count))));
        return new Outcome(
                name(),
                "Events into profiles",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(
                        Figure.of("profile: events applied per second and consumer", "–", RATE, Scatter.of(rates)),
                        Figure.counted("profile: database round trips per event", ROUND_TRIPS, all)),
                List.of(new Table(List.of("Figure", NAME), cells)),
                usages.stream().map(Usage::foreign).toList(),
                List.of(
                        "%,d events of %,d customers in turn, all on the topic before the first is taken; applied is what the"
                                        .formatted(half, bench.extent().customers() * FEW_EVENTS_EACH)
                                + " group committed. One automation is on and judges every event.",
                        "Round trips are counted over %,d events by a second process, all it asks included."
                                .formatted(Math.min(COUNTED, bench.extent().events()))));
    }
}
