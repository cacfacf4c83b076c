package io.crmesh.benchmarks.rows;

import io.crmesh.benchmarks.Bench;
import io.crmesh.benchmarks.Row;
import io.crmesh.benchmarks.load.Customers;
import io.crmesh.benchmarks.load.Group;
import io.crmesh.benchmarks.load.Json;
import io.crmesh.benchmarks.parts.CountingProxy;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Service;
import io.crmesh.benchmarks.parts.Stage;
import io.crmesh.benchmarks.parts.Stage.Server;
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

/** How fast marketing-service takes facts into the profiles of their customers, each judged and kept for ever. */
public final class ProfileRow implements Row {

    private static final Goal RATE = Goal.atLeast(1500, 4000, "/s");
    private static final Goal ROUND_TRIPS = Goal.atMost(3, 2, "");
    private static final String NAME = "marketing-service";
    private static final String GROUP = "marketing.profiles";
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final int COUNTED = 4000;

    /** People buy a few times, not hundreds of times: CDNOW's three times on average. */
    private static final int FEW_FACTS_EACH = 20;

    private final List<Double> rates = new ArrayList<>();
    private final List<Usage> usages = new ArrayList<>();

    @Override
    public String name() {
        return "profile";
    }

    @Override
    public Outcome measure(Bench bench) throws IOException, InterruptedException, ExecutionException {
        try (var stage = Stage.in(bench.root())) {
            var cast = Cast.on(bench, stage);
            cast.makeTopics("crm.customers", PlacedFacts.TOPIC);
            var customers = Customers.ids(bench.extent().customers() * FEW_FACTS_EACH);
            Customers.register(cast.broker().address(), bench.root(), customers);
            var facts = PlacedFacts.of(cast.broker().address(), customers, bench.root());
            var group = new Group(cast.admin(), GROUP, PlacedFacts.TOPIC);
            var server = stage.service(Service.ofProduct(NAME), cast.environment(cast.mongodb()));
            enableAutomation(bench, server);
            var cpu = new Cpu(
                    List.of(server.part(), cast.broker().part(), cast.database().part()));
            bench.say("the first facts: %s/s"
                    .formatted(Scatter.number(
                            rate(server, facts, group, bench.extent().facts()))));
            for (int round = 0; round < bench.extent().rounds(); round++) {
                cpu.awaitQuiet(QUIET);
                var before = cpu.read();
                rates.add(rate(server, facts, group, bench.extent().facts() / 2));
                usages.add(cpu.since(before));
                bench.say("round %d: %s/s".formatted(round + 1, Scatter.number(rates.getLast())));
            }
            server.part().close();
            return outcome(bench, roundTrips(bench, stage, cast, facts, group));
        }
    }

    /** Facts are judged, but by an automation that nothing satisfies: what it would start is measured elsewhere. */
    private static void enableAutomation(Bench bench, Server server) throws IOException, InterruptedException {
        var example = Files.readString(bench.root().resolve("docs/examples/third-purchase.json"));
        var api = Json.of(server.http());
        var made = api.post("/api/automations", example.replaceFirst("\"value\": 3", "\"value\": 100000000"));
        var _ = api.postToNew("/api/automations/" + made.get("id").asString() + "/enabling", "{}");
    }

    /** Facts are all there before the first is taken: the service stands still while they are published. */
    private static double rate(Server server, PlacedFacts facts, Group group, int count)
            throws IOException, InterruptedException, ExecutionException {
        server.part().freeze();
        facts.publish(count);
        server.part().thaw();
        var begin = System.nanoTime();
        group.awaitAll(LONGEST);
        return count * 1e9 / (System.nanoTime() - begin);
    }

    /** By a new process, as whoever counts is in the way of whoever is in a hurry. */
    private static Map<String, Double> roundTrips(Bench bench, Stage stage, Cast cast, PlacedFacts facts, Group group)
            throws IOException, InterruptedException, ExecutionException {
        var proxy = stage.keep(CountingProxy.before(cast.database().port()));
        var service = Service.ofProduct(NAME).named(NAME + "-counted");
        var server = stage.service(
                service, cast.environment("mongodb://127.0.0.1:%d/?retryWrites=false".formatted(proxy.port())));
        var count = Math.min(COUNTED, bench.extent().facts());
        var _ = rate(server, facts, group, count);
        Thread.sleep(SETTLING);
        var before = proxy.commands();
        var _ = rate(server, facts, group, count);
        Thread.sleep(SETTLING);
        var perFact = new TreeMap<String, Double>();
        proxy.commands().forEach((command, now) -> {
            var asked = (now - before.getOrDefault(command, 0L)) / (double) count;
            if (asked >= 0.001) {
                perFact.put(command, asked);
            }
        });
        return perFact;
    }

    private Outcome outcome(Bench bench, Map<String, Double> roundTrips) {
        var half = bench.extent().facts() / 2;
        var all = roundTrips.values().stream().mapToDouble(Double::doubleValue).sum();
        var cells = new ArrayList<List<String>>();
        Set.of(NAME, "broker", "database").stream()
                .sorted()
                .forEach(part -> cells.add(List.of(
                        "CPU µs per fact, " + part,
                        Scatter.of(usages.stream()
                                        .map(usage -> usage.microsPer(half, part))
                                        .toList())
                                .toString())));
        cells.add(List.of("facts applied per second", Scatter.of(rates).toString()));
        roundTrips.forEach((command, count) -> cells.add(List.of("per fact: " + command, Scatter.number(count))));
        return new Outcome(
                name(),
                "Facts into profiles",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(
                        Figure.of("profile: facts applied per second and consumer", "–", RATE, Scatter.of(rates)),
                        Figure.counted("profile: database round trips per fact", ROUND_TRIPS, all)),
                List.of(new Table(List.of("Figure", NAME), cells)),
                usages.stream().map(Usage::foreign).toList(),
                List.of(
                        "%,d facts of %,d customers in turn, all on the topic before the first is taken; applied is what the"
                                        .formatted(half, bench.extent().customers() * FEW_FACTS_EACH)
                                + " group committed. One automation is on and judges every fact.",
                        "Round trips are counted over %,d facts by a second process, all it asks included."
                                .formatted(Math.min(COUNTED, bench.extent().facts()))));
    }
}
