package io.crmesh.benchmarks.rows;

import io.crmesh.benchmarks.Bench;
import io.crmesh.benchmarks.Row;
import io.crmesh.benchmarks.load.Deliveries;
import io.crmesh.benchmarks.load.Load;
import io.crmesh.benchmarks.load.Orders;
import io.crmesh.benchmarks.load.Tally;
import io.crmesh.benchmarks.load.Waits;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Part;
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

/** The main job, in time: from an order that was accepted to the run that it starts, and to the mail of thanks. */
public final class AutomationRow implements Row {

    private static final double PER_SECOND = 200;

    /** What two cores carry with all parts on them. */
    private static final double CARRIED = 40;

    private static final int CUSTOMERS = 200;
    private static final Goal RUN_P50 = Goal.atMost(25, 10, "ms");
    private static final Goal RUN_P99 = new Goal(Goal.Direction.AT_MOST, "≤ 250 ms", "–", 250, null);
    private static final Goal MAIL_P99 = new Goal(Goal.Direction.AT_MOST, "≤ 1 s", "–", 1000, null);
    private static final Duration BACKLOG = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofSeconds(10);

    /** How long it took from the answer to each stage, in one round. */
    private record Stages(Waits run, Waits mail, long orders, long mails) {}

    private final List<Stages> rounds = new ArrayList<>();
    private final List<Stages> carried = new ArrayList<>();
    private final List<Double> foreign = new ArrayList<>();
    private final Map<String, List<Double>> spent = new LinkedHashMap<>();

    @Override
    public String name() {
        return "automation";
    }

    @Override
    public Outcome measure(Bench bench) throws IOException, InterruptedException, ExecutionException {
        try (var stage = Stage.in(bench.root())) {
            var cast = Cast.on(bench, stage);
            var mail = stage.mail();
            var environment = environment(cast, mail);
            var customers = stage.service(Service.ofProduct("customer-service"), environment);
            environment.put("CRM_CUSTOMERS_URL", customers.http().toString());
            var marketing = stage.service(Service.ofProduct("marketing-service"), environment);
            var orders = stage.service(Service.ofProduct("order-service"), environment);
            var thanks = Thanks.by(customers.http(), marketing.http(), mail.api());
            thanks.enable(bench.root());
            var load =
                    Orders.of(thanks.register(Math.min(CUSTOMERS, bench.extent().customers())), orders.http());
            var topics = Set.of(PlacedFacts.TOPIC, Thanks.TOPIC);
            var deliveries = stage.keep(Deliveries.of(cast.broker().address(), topics, thanks::about));
            var parts = parts(cast, mail, List.of(customers, marketing, orders));
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

    private static Map<String, String> environment(Cast cast, Stage.Mail mail) {
        var environment = new HashMap<>(cast.environment(cast.mongodb()));
        environment.put("CRM_SMTP", mail.smtp().address());
        environment.put("CRM_MAIL_API", mail.api().toString());
        return environment;
    }

    private static List<Part> parts(Cast cast, Stage.Mail mail, List<Server> services) {
        var parts = new ArrayList<>(services.stream().map(Server::part).toList());
        parts.add(mail.smtp().part());
        parts.add(cast.broker().part());
        parts.add(cast.database().part());
        return parts;
    }

    private static Stages round(Thanks thanks, Server server, Orders orders, Deliveries deliveries, Load load)
            throws IOException, InterruptedException {
        deliveries.remember();
        var before = thanks.mailed();
        var zero = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();
        var tally = load.on(server.http(), orders);
        var end = System.nanoTime() + BACKLOG.toNanos();
        while (thanks.mailed() < before + tally.successes() && System.nanoTime() < end) {
            Thread.sleep(200);
        }
        var mails = thanks.mailed() - before;
        var arrivals = deliveries.arrivals();
        var handed = thanks.handedOver(mails);
        return new Stages(
                waits(tally, id -> arrivals.get(Thanks.RUN + id), 0),
                waits(tally, handed::get, zero),
                tally.successes(),
                mails);
    }

    /**
     * From the answers.
     *
     * @param zero what the clock that the ends are read from is ahead of ours
     */
    private static Waits waits(Tally tally, Function<String, @Nullable Long> ends, long zero) {
        var waits = new Histogram(3);
        tally.accepted().forEach((id, times) -> {
            var end = ends.apply(id);
            if (end != null) {
                waits.recordValue(Math.max(0, end - zero - times.answered()));
            }
        });
        return Waits.of(waits);
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
                                        "→ run's first fact at a consumer, p50 ms",
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
                        "A run counts as stored when its first fact has reached a consumer, which is a little later."));
    }

    private List<List<String>> costs() {
        return spent.entrySet().stream()
                .map(part -> List.of(part.getKey(), Scatter.of(part.getValue()).toString()))
                .toList();
    }

    private static List<String> line(String what, List<Stages> rounds) {
        return List.of(
                what,
                of(rounds, each -> each.run().p50()).toString(),
                of(rounds, each -> each.run().p99()).toString(),
                of(rounds, each -> each.mail().p50()).toString(),
                of(rounds, each -> each.mail().p99()).toString(),
                "%,d".formatted(rounds.stream().mapToLong(Stages::orders).sum()),
                "%,d".formatted(rounds.stream().mapToLong(Stages::mails).sum()));
    }

    private static Scatter of(List<Stages> rounds, Function<Stages, Double> figure) {
        return Scatter.of(rounds.stream().map(figure).toList());
    }
}
